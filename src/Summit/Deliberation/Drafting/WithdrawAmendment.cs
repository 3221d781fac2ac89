using Summit.Http;
using Summit.Papers;

namespace Summit.Deliberation;

/// <summary>The proposer of an amendment, and no other caller, takes it back (DE5).</summary>
public sealed record WithdrawAmendment
{
    public static Decision<RecommendationEvent> Decide(Recommendation it, int number, DateTimeOffset now) =>
        it.Amendment(number)!.Status switch
        {
            AmendmentStatus.Proposed => [new AmendmentWithdrawn(number, now)],
            AmendmentStatus.Withdrawn => [],
            var settled => DeliberationRules.AmendmentSettled.Refuses(facts: RefusalFacts.Is(settled)),
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/withdraw", (
            Guid id, int number, CommandRequest<WithdrawAmendment> request, PublishedPapers papers, PaperViewer viewer,
            CommandExecutor executor) =>
        {
            IReadOnlyDictionary<Guid, PaperFacts> visible = new Dictionary<Guid, PaperFacts>();
            return executor.Execute(request, Recommendation.Category, id,
                authorize: it => it.Amendment(number)?.Proposed.By.Is(request.By) == false
                    ? Permission.Forbidden
                    : it.PermissionOn(number),
                load: async (it, cancel) => visible = PaperViewer.Visible(
                    await papers.Find(it.Papers.Select(source => source.Paper), cancel), viewer),
                decide: (it, _) => Decide(it, number, request.Now),
                respond: it => RecommendationDetails.Of(it).Knowing(visible));
        })
        .WithOperation(nameof(WithdrawAmendment), "Take an amendment back")
        .RequireRoles(Role.Partner, Role.Delegate, Role.Rapporteur, Role.Organiser);
}
