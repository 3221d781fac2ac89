using Summit.Http;
using Summit.Register;

namespace Summit.Statutory;

/// <summary>An organiser establishes a body, with its quorum (ST1, ST2).</summary>
/// <param name="Code">Its short name.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Organisation">Its entry in the register.</param>
/// <param name="Quorum">How many must be present for it to meet.</param>
public sealed record EstablishBody(
    [Code] string Code, [MaxLine(Limits.Title)] LocalisedText Name, Guid Organisation, Quorum Quorum)
{
    /// <summary>What the decision needs from the register.</summary>
    /// <param name="Kind">The kind of organisation it is; null where the register has no such organisation.</param>
    public sealed record Facts(OrganisationKind? Kind)
    {
        internal static async Task<Facts> Load(
            EstablishBody command, RegisterQueries register, CancellationToken cancel) =>
            new((await register.Organisations([command.Organisation], cancel))
                .GetValueOrDefault(command.Organisation)?.Kind);
    }

    public static Decision<BodyEvent> Decide(Guid id, EstablishBody command, Facts facts, DateTimeOffset now)
    {
        if (facts.Kind != OrganisationKind.StatutoryBody)
            return StatutoryRules.NotAStatutoryBody.Refuses(
                Track.Statutory, "/organisation", facts: RefusalFacts.Admits([OrganisationKind.StatutoryBody]));
        if (!command.Quorum.IsWellFormed)
            return StatutoryRules.QuorumIllFormed.Refuses(Track.Statutory, "/quorum");
        return [new BodyEstablished(id, command.Code, command.Name, command.Organisation, now),
            new RulesSet(command.Quorum, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies", (
            CommandRequest<EstablishBody> request, CommandExecutor executor, RegisterQueries register) =>
        {
            var (id, command) = (Guid.CreateVersion7(), request.Command);
            return executor.Start(request, Body.Category, id,
                permission: Permission.If(request.By.Scope.Covers(new Scope(Track: Track.Statutory))),
                load: cancel => Facts.Load(command, register, cancel),
                decide: facts => Decide(id, command, facts, request.Now),
                respond: body => new Created<BodyDetails>(BodyDetails.Of(body), $"/v1/bodies/{id}"));
        })
        .WithOperation(nameof(EstablishBody), "Establish a statutory body")
        .RequireRoles(Role.Organiser);
}
