using Summit.Http;

namespace Summit.Deliberation;

/// <summary>The record's keeper notes that an amendment was rejected, and why (DE5).</summary>
/// <param name="Reason">Why.</param>
public sealed record RejectAmendment([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, int number, RejectAmendment command, DateTimeOffset now) =>
        it.Amendment(number)!.Status switch
        {
            AmendmentStatus.Proposed => [new AmendmentRejected(number, command.Reason, now)],
            AmendmentStatus.Rejected => [],
            var settled => DeliberationRules.AmendmentSettled.Refuses(facts: RefusalFacts.Is(settled)),
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/reject", (
            Guid id, int number, CommandRequest<RejectAmendment> request, CommandExecutor executor) =>
            executor.Execute(request, Recommendation.Category, id,
                authorize: it => it.PermissionOn(number),
                decide: it => Decide(it, number, request.Command, request.Now),
                respond: RecommendationDetails.Of))
        .WithOperation(nameof(RejectAmendment), "Note that an amendment was rejected")
        .RequireRoles(Role.Rapporteur, Role.Organiser);
}
