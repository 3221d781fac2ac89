using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Statutory;

/// <summary>An organiser establishes a body, with its quorum (S1, S2).</summary>
/// <param name="Code">Its short name.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Organisation">Its entry in the register.</param>
/// <param name="Quorum">How many must be present for it to meet.</param>
public sealed record EstablishBody(
    [Code] string Code, [MaxText(MaxTextAttribute.Title)] LocalisedText Name, Guid Organisation, Quorum Quorum)
{
    public static Decision<BodyEvent> Decide(
        Guid id, EstablishBody ask, OrganisationKind? kind, DateTimeOffset now)
    {
        if (kind != OrganisationKind.StatutoryBody)
            return StatutoryRules.NotAStatutoryBody.Refuses(Track.Statutory, "/organisation");
        if (!ask.Quorum.IsWellFormed)
            return StatutoryRules.QuorumIllFormed.Refuses(Track.Statutory, "/quorum");
        return [new BodyEstablished(id, ask.Code, ask.Name, ask.Organisation, now), new RulesSet(ask.Quorum, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies", (CommandRequest<EstablishBody> command, RegisterQueries register) =>
        {
            var (id, ask) = (Guid.CreateVersion7(), command.Body);
            return command.Start(Body.Category, id, null, Track.Statutory, async _ =>
                {
                    var known = await register.Organisations([ask.Organisation], CancellationToken.None);
                    return Decide(id, ask, known.GetValueOrDefault(ask.Organisation)?.Kind, command.Now);
                },
                body => $"/v1/bodies/{body.Id}", BodyDetails.Of);
        })
        .WithOperation(nameof(EstablishBody), "Statutory", "Establish a statutory body")
        .RequireRoles(Role.Organiser)
        .Answers<BodyDetails>(StatusCodes.Status201Created);
}

/// <summary>An organiser or the body's secretary lays down its rules anew; the earlier stay readable (S2).</summary>
/// <param name="Quorum">How many must be present for it to meet.</param>
public sealed record SetRules(Quorum Quorum)
{
    public static Decision<BodyEvent> Decide(Body body, SetRules ask, DateTimeOffset now)
    {
        if (!ask.Quorum.IsWellFormed)
            return StatutoryRules.QuorumIllFormed.Refuses(Track.Statutory, "/quorum");
        return body.Quorum == ask.Quorum ? [] : [new RulesSet(ask.Quorum, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies/{id:guid}/rules", (Guid id, CommandRequest<SetRules> command, PublishedBodies bodies) =>
            bodies.On(command, id, body => Task.FromResult(Decide(body, command.Body, command.Now))))
        .WithOperation(nameof(SetRules), "Statutory", "Lay down a body's rules anew")
        .RequireRoles(Role.Organiser, Role.Secretary)
        .Answers<BodyDetails>();
}
