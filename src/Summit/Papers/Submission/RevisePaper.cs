using Summit.Congress;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Papers;

/// <summary>
/// The submitting organisation, or an organiser for it, changes what a paper says (PA7): within the window of a call,
/// and after it where the paper was returned, which is thereby submitted again. The same again is nothing new.
/// </summary>
public sealed record RevisePaper
{
    public static Decision<PaperEvent> Decide(Paper paper, PaperContent content, Edition edition, DateTimeOffset now)
    {
        if (paper.Latest.Content.SameAs(content))
            return [];
        if (edition.ClosedAt is not null)
            return PaperRules.CongressOver;
        if (!paper.State.IsOpen)
            return PaperRules.AlreadySettled.Refuses(paper.Track);
        if (paper.State is PaperState.Submitted && TrackAdmission.OfMoment(edition, paper.Track, now) is { } outside)
            return outside;
        if (TrackAdmission.OfContent(edition, paper.Track, content) is { } wrong)
            return wrong;
        return [new PaperRevised(paper.Latest.Number + 1, content, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/papers/{id:guid}/revisions", (
            Guid id, CommandRequest<PaperContent> request, PaperViewer viewer, CommandExecutor executor,
            Congresses congresses) =>
        {
            var content = request.Command with { PolicyDomains = [.. request.Command.PolicyDomains.Distinct()] };
            return executor.Execute(request, Paper.Category, id,
                authorize: viewer.PermissionToSpeakFor,
                load: async (paper, cancel) => (await congresses.Find(paper.Congress, cancel))!,
                decide: (paper, edition) => Decide(paper, content, edition, request.Now),
                respond: paper => new Created<PaperDetails>(
                    PaperDetails.Of(paper, viewer), $"/v1/papers/{id}/revisions/{paper.Latest.Number}"));
        })
        .WithOperation(nameof(RevisePaper), "Change what a paper says")
        .RequireRoles(Role.Partner, Role.Organiser)
        .RequireIfMatch();
}
