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
            IEnumerable<IJoinFollower> followers) =>
            executor.Execute(request, cancel => Join(id, request, register, followers, cancel)))
        .WithOperation(nameof(JoinPerson), "Join two entries of one person")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();

    private static async Task<CommandResult<PersonJoin>> Join(
        Guid id, CommandRequest<JoinPerson> request, RegisterQueries register, IEnumerable<IJoinFollower> followers,
        CancellationToken cancel)
    {
        // It changes what both take part in, in whatever Congress.
        if (!request.By.IsUnlimited)
            return Permission.Forbidden;
        var into = request.Command.Into;
        var found = await register.People([id, into], cancel);
        if (found.GetValueOrDefault(id) is not { } person)
            return Permission.NotFound;
        if (!request.Preconditions.HoldFor(person.Version))
            return CommandResult<PersonJoin>.VersionChanged(person.Version);
        var decision = Decide(person, request.Command, new Facts(found.GetValueOrDefault(into)));
        if (decision.Refused is { } refused)
            return refused;
        var takeovers = await Task.WhenAll(followers.Select(part => part.Follow(id, found[into], request.Now, cancel)));
        var joined = decision.Events is [var next] ? next : person;
        var conflicts = takeovers.SelectMany(part => part.Conflicts).ToArray();
        return new CommandResult<PersonJoin>(
            [.. takeovers.SelectMany(part => part.Appends)], new PersonJoin(joined, conflicts), joined.Version)
        {
            Operations =
            [
                // Nothing names the joined entry any more when its row says that it is one.
                .. takeovers.SelectMany(part => part.Operations),
                .. decision.Select(_ => new PersonChanged(person, joined, request.By, "person-joined")),
            ],
            KeptBody = new PersonJoin(joined.WithoutData(), conflicts),
        };
    }
}

/// <summary>An entry that is joined into another.</summary>
/// <param name="Person">The entry.</param>
/// <param name="Conflicts">
/// What one person cannot do twice, and both entries do: places in sessions at one time, seats of a body, reviews of a
/// paper. It stays as it was until one of the two gives way.
/// </param>
public sealed record PersonJoin(Person Person, IReadOnlyList<Conflict> Conflicts);
