using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An organiser joins two entries of one person: the one that stays takes over what the other does, and nobody is
/// counted twice any more. What one person cannot do twice stays as it was, and is told; sent again, the command takes
/// over what has become free meanwhile (RE7).
/// </summary>
/// <param name="Into">The entry that stays.</param>
public sealed record JoinPerson(Guid Into)
{
    /// <summary>What the decision needs of the other entry.</summary>
    /// <param name="Into">The entry that stays; null where the register has none.</param>
    public sealed record Facts(Person? Into);

    public static Decision<Person> Decide(Person person, JoinPerson command, Facts facts)
    {
        if (facts.Into is not { } into)
            return RegisterRules.NoSuchPerson.Refuses(field: "/into");
        if (person.ErasedAt is not null || into.ErasedAt is not null)
            return RegisterRules.Erased;
        if (person.JoinedInto == command.Into)
            return [];
        return person.JoinedInto is null && into.JoinedInto is null && person.Id != into.Id
            ? [person with { JoinedInto = command.Into, Version = person.Version + 1 }]
            : RegisterRules.JoinedAlready.Refuses(field: "/into");
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/people/{id:guid}/join", (
            Guid id, CommandRequest<JoinPerson> request, CommandExecutor executor, RegisterQueries register,
            EntryJoin<Person> joins) =>
            executor.Execute(request, cancel => joins.Of(request, id, request.Command.Into, register.People,
                decide: (person, into) => Decide(person, request.Command, new Facts(into)),
                write: (before, person) => new PersonChanged(before, person, request.By, "person-joined"),
                respond: (person, conflicts) => new PersonJoin(person, conflicts),
                keep: join => join with { Person = join.Person.WithoutData() },
                cancel)))
        .WithOperation(nameof(JoinPerson), "Join two entries of one person")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}

/// <summary>An entry that is joined into another.</summary>
/// <param name="Person">The entry.</param>
/// <param name="Conflicts">
/// What one person cannot do twice, and both entries do: places in sessions at one time, seats of a body, reviews of a
/// paper. It stays as it was until one of the two gives way.
/// </param>
public sealed record PersonJoin(Person Person, IReadOnlyList<Conflict> Conflicts);
