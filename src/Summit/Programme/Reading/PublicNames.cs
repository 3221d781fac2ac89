using Summit.Register;

namespace Summit.Programme;

/// <summary>
/// Names what everybody reads (PR20): organisations always, people where the latest release says so. In one place for
/// the programme, the list and the page of a session.
/// </summary>
internal static class PublicNames
{
    /// <summary>Sessions with their names, which takes two queries however many they are.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="namesPeople">Whether the latest release names people: it decides for all earlier ones, too.</param>
    /// <param name="register">The register.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public static async Task<IReadOnlyList<SessionDetails>> Added(
        IReadOnlyList<SessionDetails> sessions, bool namesPeople, RegisterQueries register, CancellationToken cancel)
    {
        var organisations = register.Organisations(sessions.Select(session => session.Lead).Distinct(), cancel);
        var people = namesPeople
            ? register.People(sessions.SelectMany(PeopleOf).Distinct(), cancel)
            : Task.FromResult<IReadOnlyDictionary<Guid, Person>>(new Dictionary<Guid, Person>());
        await Task.WhenAll(organisations, people);
        var (known, named) = (await organisations, await people);
        return [.. sessions.Select(session => session with { Names = Of(session, known, named) })];
    }

    private static SessionNames Of(
        SessionDetails session, IReadOnlyDictionary<Guid, Organisation> organisations,
        IReadOnlyDictionary<Guid, Person> people) => new(
        organisations.TryGetValue(session.Lead, out var lead) ? [new OrganisationName(lead.Id, lead.Name)] : [],
        [
            .. PeopleOf(session).Select(people.GetValueOrDefault).OfType<Person>()
                .Where(person => person.Name is not null)
                .Select(person => new PersonName(person.Id, person.Name!, person.Office)),
        ]);

    // Who serves a session, as interpreter or rapporteur, is not announced with it.
    private static IEnumerable<Guid> PeopleOf(SessionDetails session) => session.Participants
        .Where(one => OpeningFacts.OnPanel.Contains(one.Role)).Select(one => one.Person)
        .Prepend(session.Lead).Distinct();
}
