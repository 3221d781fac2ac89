using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Kernel;
using Summit.Programme;
using Summit.Register;

namespace Summit.WorldAssembly;

/// <summary>
/// An organiser convenes the World Assembly of a Congress: once, whoever else convenes it at the same time (WA1, WA2).
/// </summary>
/// <param name="Conveners">The organisations that convene it.</param>
/// <param name="Session">The session of the Congress in which it meets.</param>
public sealed record ConveneWorldAssembly([Length(1, 50)] IReadOnlyList<Guid> Conveners, Guid Session)
{
    /// <summary>What the decision needs from elsewhere.</summary>
    /// <param name="Congress">The Congress.</param>
    /// <param name="Organisations">Those of the conveners that exist.</param>
    /// <param name="SessionOf">The Congress of the session; null where there is no such session.</param>
    public sealed record Facts(Guid Congress, IReadOnlySet<Guid> Organisations, Guid? SessionOf);

    public static Decision<WorldAssemblyEvent> Decide(
        Plenary plenary, ConveneWorldAssembly command, Facts facts, DateTimeOffset now)
    {
        Guid[] conveners = [.. command.Conveners.Distinct()];
        if (plenary.Convened is { } before)
            return before.Session == command.Session && before.Conveners.ToHashSet().SetEquals(conveners)
                ? []
                : WorldAssemblyRules.AlreadyConvened;
        if (!conveners.All(facts.Organisations.Contains))
            return WorldAssemblyRules.NoSuchOrganisation.Refuses(field: "/conveners");
        if (facts.SessionOf != facts.Congress)
            return WorldAssemblyRules.NoSuchSession.Refuses(field: "/session");
        return [new WorldAssemblyConvened(facts.Congress, conveners, command.Session, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/world-assembly", (
            CommandRequest<ConveneWorldAssembly> request, CongressRoute congress, CommandExecutor executor,
            RegisterQueries register, PublishedSessions sessions, AggregateCache aggregates) =>
            executor.Execute(request,
                cancel => Attempt(request, congress, register, sessions, aggregates, cancel)))
        .WithOperation(nameof(ConveneWorldAssembly), "Convene the World Assembly")
        .RequireRoles(Role.Organiser)
        .Produces<WorldAssemblyDetails>();

    // What was forwarded may have begun its stream already.
    private static async Task<CommandResult<Created<WorldAssemblyDetails>>> Attempt(
        CommandRequest<ConveneWorldAssembly> request, CongressRoute congress, RegisterQueries register,
        PublishedSessions sessions, AggregateCache aggregates, CancellationToken cancel)
    {
        if (!request.By.HasScope(congress.Id, null))
            return Permission.Forbidden;
        var (command, id) = (request.Command, Plenary.IdOf(congress.Id));
        var organisations = register.Organisations(command.Conveners, cancel);
        var session = sessions.Find([command.Session], cancel);
        var found = aggregates.Find(Plenary.Category, id, long.MaxValue, cancel);
        await Task.WhenAll(organisations, session, found);
        var (plenary, version) = await found ?? new Versioned<Plenary>(Plenary.Category.Initial, 0);
        var facts = new Facts(congress.Id, (await organisations).Keys.ToHashSet(),
            (await session).GetValueOrDefault(command.Session)?.Congress);
        var decision = Decide(plenary, command, facts, request.Now);
        if (decision.Refused is { } refused)
            return refused;
        return CommandResult<Created<WorldAssemblyDetails>>.Of<Plenary>(
            Plenary.Category.Append(id, version, plenary, decision.Events), plenary,
            after => new Created<WorldAssemblyDetails>(
                WorldAssemblyDetails.Of(after), $"/v1/congresses/{congress.Slug}/world-assembly"));
    }
}
