using System.Text.Json.Serialization;
using Summit.Congress;
using Summit.Http;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// A partner's system says what its paper says, under its own id (PA5): the first time that submits the paper, later it
/// revises it (PA7), and the same again is nothing new. A paper that was withdrawn or rejected is not there to be
/// revised: the refusal says which, and names the paper.
/// </summary>
/// <param name="Track">The track it is for; it stays the same.</param>
/// <param name="Organisation">Whose paper it is.</param>
/// <param name="LateReason">Why an organiser still takes it after the call has closed.</param>
public sealed record UpsertPaper(
    Track Track,
    Guid Organisation,
    [MaxText(Limits.Summary)] [property: JsonPropertyOrder(1)] string? LateReason = null) : PaperCommand
{
    /// <summary>What it decides where the paper is there already.</summary>
    public static Decision<PaperEvent> Decide(
        Paper paper, UpsertPaper command, RevisePaper.Facts facts, DateTimeOffset now) =>
        paper.Track == command.Track
            ? RevisePaper.Decide(paper, command, facts, now)
            : PaperRules.TrackIsFixed.Refuses(paper.Track, "/track", facts: RefusalFacts.Admits([paper.Track]));

    private SubmitPaper AsSubmission(ExternalId externalId) => new(Track, Organisation, externalId, LateReason)
    {
        Title = Title,
        Summary = Summary,
        Body = Body,
        PolicyDomains = PolicyDomains,
        ProposedRecommendations = ProposedRecommendations,
        Scope = Scope,
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/congresses/{slug}/papers/by-external/{system}/{externalId}", (
            CommandRequest<UpsertPaper> request, ExternalIdRoute external, CongressRoute congress, PaperViewer viewer,
            CommandExecutor executor, ExternalIds externalIds, Congresses congresses, RegisterQueries register,
            DurableMessages messages) =>
        {
            var (id, submission) = (Guid.CreateVersion7(), request.Command.AsSubmission(external.Id));
            return executor.Execute(request, Paper.Category, id,
                permission: Permission.If(request.By.SpeaksFor(submission.Organisation)
                    && request.By.Scope.Covers(new Scope(congress.Id, submission.Track))),
                // At each attempt: what another was quicker to submit is revised.
                find: cancel => externalIds.Find(congress.Id, submission.Organisation, external.Id, cancel),
                turn: ExternalIds.TurnOf(congress.Id, submission.Organisation, external.Id),
                mayBegin: true,
                load: async (paper, cancel) => paper.Exists
                    ? new SubmitPaper.Facts((await congresses.Find(congress.Id, cancel))!, null)
                    : await SubmitPaper.Facts.Load(congress.Id, submission, congresses, register, cancel),
                decide: (paper, facts) => paper.Exists
                    ? Decide(paper, request.Command, new RevisePaper.Facts(facts.Edition), request.Now)
                    : SubmitPaper.Decide(id, submission, facts, request.By, request.Now),
                respond: paper => new Created<PaperDetails>(
                    PaperDetails.Of(paper, viewer), paper.Id == id ? $"/v1/papers/{id}" : null),
                operations: append =>
                [
                    ByExternalId.Instead,
                    .. append.ExpectedVersion == 0 ? messages.Keep(new ComparePaper(append.Stream)) : [],
                ]);
        })
        .WithOperation(nameof(UpsertPaper), "Submit or revise a paper by the organisation's own id")
        .RequireRoles(Role.Partner, Role.Organiser)
        .Produces<PaperDetails>();
}
