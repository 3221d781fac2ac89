using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Http;
using Summit.Programme;
using Summit.Register;

namespace Summit.WorldAssembly;

/// <summary>
/// An organiser convenes the World Assembly of a Congress: once, whoever else convenes it at the same time (WA1, WA2).
/// </summary>
/// <param name="Conveners">The organisations that convene it.</param>
/// <param name="Session">The session of the Congress in which it meets.</param>
public sealed record ConveneWorldAssembly([Length(1, Limits.Conveners)] IReadOnlyList<Guid> Conveners, Guid Session)
{
    /// <summary>What the decision needs from the programme and the register.</summary>
    /// <param name="Organisations">Those of the conveners that exist.</param>
    /// <param name="SessionOf">The Congress of the session; null where there is no such session.</param>
    public sealed record Facts(IReadOnlySet<Guid> Organisations, Guid? SessionOf)
    {
        internal static async Task<Facts> Load(
            ConveneWorldAssembly command, RegisterQueries register, PublishedSessions published,
            CancellationToken cancel)
        {
            var organisations = register.PresentOrganisations(command.Conveners, cancel);
            var sessions = published.Find([command.Session], cancel);
            await Task.WhenAll(organisations, sessions);
            return new Facts((await organisations).Keys.ToHashSet(),
                (await sessions).GetValueOrDefault(command.Session)?.Congress);
        }
    }

    public static Decision<WorldAssemblyEvent> Decide(
        Plenary plenary, Guid congress, ConveneWorldAssembly command, Facts facts, DateTimeOffset now)
    {
        Guid[] conveners = [.. command.Conveners.Distinct()];
        if (plenary.Convened is { } before)
            return before.Session == command.Session && before.Conveners.ToHashSet().SetEquals(conveners)
                ? []
                : WorldAssemblyRules.AlreadyConvened.Refuses(conflicts:
                [
                    new Conflict(before.Session, "session"),
                    .. before.Conveners.Select(convener => new Conflict(convener, "organisation")),
                ]);
        if (!conveners.All(facts.Organisations.Contains))
            return WorldAssemblyRules.NoSuchOrganisation.Refuses(field: "/conveners");
        if (facts.SessionOf != congress)
            return WorldAssemblyRules.NoSuchSession.Refuses(field: "/session");
        return [new WorldAssemblyConvened(congress, conveners, command.Session, now)];
    }

    // What was forwarded may have begun its stream already.
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/world-assembly", (
            CommandRequest<ConveneWorldAssembly> request, CongressRoute congress, CommandExecutor executor,
            RegisterQueries register, PublishedSessions sessions) =>
            executor.Execute(request, Plenary.Category, Plenary.IdOf(congress.Id),
                permission: Permission.If(request.By.Scope.Covers(new Scope(congress.Id))),
                load: (_, cancel) => Facts.Load(request.Command, register, sessions, cancel),
                decide: (plenary, facts) => Decide(plenary, congress.Id, request.Command, facts, request.Now),
                respond: plenary => new Created<WorldAssemblyDetails>(
                    WorldAssemblyDetails.Of(plenary), $"/v1/congresses/{congress.Slug}/world-assembly"),
                mayBegin: true))
        .WithOperation(nameof(ConveneWorldAssembly), "Convene the World Assembly")
        .RequireRoles(Role.Organiser)
        .Produces<WorldAssemblyDetails>();
}
