using Summit.Congress;
using Summit.Http;

namespace Summit.Papers;

/// <summary>
/// The submitting organisation, or an organiser for it, changes what a paper says (PA7): within the window of a call,
/// and after it where the paper was returned, which is thereby submitted again. The same again is nothing new, unless
/// the paper is gone: withdrawn or rejected.
/// </summary>
public sealed record RevisePaper : PaperCommand
{
    /// <summary>What a revision is decided on.</summary>
    /// <param name="Edition">The Congress.</param>
    public sealed record Facts(Edition Edition)
    {
        internal static async Task<Facts> Load(Guid congress, Congresses congresses, CancellationToken cancel) =>
            new((await congresses.Find(congress, cancel))!);
    }

    /// <summary>Whichever command says it: an upsert revises, too.</summary>
    public static Decision<PaperEvent> Decide(Paper paper, PaperCommand command, Facts facts, DateTimeOffset now)
    {
        // First: who sends the same again is told, too, that nothing of it is there to be read.
        if (Gone(paper) is { } gone)
            return gone.Refuses(paper) with
            {
                ConflictsWith = [new Conflict(paper.Id, Paper.Category.Name, paper.Latest.Content.Title)],
            };
        if (paper.Latest.Content.SameAs(command.Content))
            return [];
        if (!paper.State.IsOpen)
            return PaperRules.AlreadySettled.Refuses(paper);
        if (paper.State is PaperState.Submitted
            && TrackAdmission.OfMoment(facts.Edition, paper.Track, now) is { } outside)
            return outside;
        if (TrackAdmission.OfContent(facts.Edition, paper.Track, command.Content) is { } wrong)
            return wrong;
        return [new PaperRevised(paper.Latest.Number + 1, command.Content, now)];
    }

    private static Rule? Gone(Paper paper) => paper.State switch
    {
        PaperState.Withdrawn => PaperRules.Withdrawn,
        PaperState.Rejected => PaperRules.Rejected,
        _ => null,
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/revisions", (
            Guid id, CommandRequest<RevisePaper> request, PaperViewer viewer, CommandExecutor executor,
            Congresses congresses) =>
            executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionToSpeakFor,
                load: (paper, cancel) => Facts.Load(paper.Congress, congresses, cancel),
                decide: (paper, facts) => Decide(paper, request.Command, facts, request.Now),
                respond: paper => new Created<PaperDetails>(
                    PaperDetails.Of(paper, viewer), $"/v1/papers/{id}/revisions/{paper.Latest.Number}")))
        .WithOperation(nameof(RevisePaper), "Change what a paper says")
        .RequireRoles(Role.Partner, Role.Organiser)
        .RequireIfMatch()
        .Produces<PaperDetails>();
}
