using Summit.Http;

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
            Guid id, int number, CommandRequest<WithdrawAmendment> request, CommandExecutor executor) =>
            executor.Execute(request, Recommendation.Category, id,
                authorize: it => it.Amendment(number)?.Proposed.By.Is(request.By) == false
                    ? Permission.Forbidden
                    : it.PermissionOn(number),
                decide: it => Decide(it, number, request.Now),
                respond: RecommendationDetails.Of))
        .WithOperation(nameof(WithdrawAmendment), "Take an amendment back")
        .RequireRoles(Role.Partner, Role.Delegate, Role.Rapporteur, Role.Organiser);
}
