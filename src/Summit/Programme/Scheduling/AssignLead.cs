using Summit.Congress;
using Summit.Http;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>An organiser gives a session another lead that its track admits (PR3, PR8, TR4, TR5).</summary>
/// <param name="Lead">The organisation; a person's id where the format is open to persons.</param>
public sealed record AssignLead(Guid Lead)
{
    public static Decision<SessionEvent> Decide(
        Session session, AssignLead command, ProposalFacts facts, Actor by, DateTimeOffset now)
    {
        if (session.BeforeOpening() is { } refused)
            return refused;
        // Where it was not recorded yet that a person leads it, it is now, and takes them up.
        if (session.Lead == command.Lead && (session.LeadIsPerson || facts.Leader?.IsPerson != true))
            return [];
        return TrackRules.Of(session.Track).Refuses(new Proposal(command.In(session.Plan), facts, by, now)) is { } unfit
            ? unfit
            : [new LeadAssigned(command.Lead, facts.Leader!.IsPerson ? true : null)];
    }

    private Plan In(Plan plan) => plan with { Lead = Lead };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/lead", (
            Guid id, CommandRequest<AssignLead> request, CommandExecutor executor, Congresses congresses,
            RegisterQueries register, PublishedBodies bodies) =>
            executor.Execute(request, Session.Category, id,
                load: (session, cancel) => ProposalFacts.Load(
                    session.Congress, request.Command.In(session.Plan), congresses, register, bodies, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts, request.By, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(AssignLead), "Give a session another lead")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
