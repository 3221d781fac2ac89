using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Kernel;
using Summit.Programme;
using Summit.Register;

namespace Summit.WorldAssembly;

/// <summary>
/// An organiser convenes the World Assembly of a Congress: once, whoever else convenes it at the same time (W1, W2).
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
        Plenary plenary, ConveneWorldAssembly ask, Facts facts, DateTimeOffset now)
    {
        Guid[] conveners = [.. ask.Conveners.Distinct()];
        if (plenary.Convened is { } before)
            return before.Session == ask.Session && before.Conveners.ToHashSet().SetEquals(conveners)
                ? []
                : WorldAssemblyRules.AlreadyConvened;
        if (!conveners.All(facts.Organisations.Contains))
            return WorldAssemblyRules.NoSuchOrganisation.Refuses(field: "/conveners");
        if (facts.SessionOf != facts.Congress)
            return WorldAssemblyRules.NoSuchSession.Refuses(field: "/session");
        return [new WorldAssemblyConvened(facts.Congress, conveners, ask.Session, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/world-assembly", Convene)
        .WithOperation(nameof(ConveneWorldAssembly), "World Assembly", "Convene the World Assembly")
        .RequireRoles(Role.Organiser)
        .Answers<WorldAssemblyDetails>(StatusCodes.Status201Created)
        .Answers<WorldAssemblyDetails>();

    private static Task<IResult> Convene(
        string slug,
        CommandRequest<ConveneWorldAssembly> command,
        Congresses congresses,
        RegisterQueries register,
        PublishedSessions sessions,
        EventStreams streams) =>
        command.Write(async cancel =>
        {
            if (await congresses.IdOf(slug, cancel) is not { } congress)
                return command.NotFound();
            if (!command.By.HasScope(congress, null))
                return command.Forbidden();
            var organisations = await register.Organisations(command.Body.Conveners, cancel);
            var session = (await sessions.Find([command.Body.Session], cancel)).GetValueOrDefault(command.Body.Session);
            var slice = await streams.Read(Plenary.IdOf(congress), long.MaxValue, cancel);
            var plenary = Plenary.Category.Fold(slice);
            var decision = Decide(plenary, command.Body,
                new Facts(congress, organisations.Keys.ToHashSet(), session?.Congress), command.Now);
            if (decision.Refused is { } refused)
                return command.Refused(refused);
            if (decision.Events.Count == 0)
                return new CommandResult([], WorldAssemblyDetails.Of(plenary), slice.Version);
            var append = Plenary.Category.Append(slice.Stream, slice.Version, plenary, decision.Events);
            return new CommandResult([append], WorldAssemblyDetails.Of((Plenary)append.States[^1]),
                slice.Version + append.Events.Count, $"/v1/congresses/{slug}/world-assembly");
        });
}
