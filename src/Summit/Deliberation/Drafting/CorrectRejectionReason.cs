using Summit.Http;

namespace Summit.Deliberation;

/// <summary>
/// The record's keeper puts in other words why an amendment was rejected (DE20), while the text can change. What was
/// said before is read with <c>asOf</c>.
/// </summary>
/// <param name="Reason">The reason as it should have been.</param>
public sealed record CorrectRejectionReason([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, int number, CorrectRejectionReason command, DateTimeOffset now)
    {
        var amendment = it.Amendment(number)!;
        if (amendment.RejectedBecause is not { } reason)
            return DeliberationRules.NoReasonGiven.Refuses(facts: RefusalFacts.Is(amendment.Status));
        if (reason == command.Reason)
            return [];
        return it.State.RefusesChange is { } closed
            ? closed
            : [new RejectionReasonCorrected(number, command.Reason, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/correct-reason", (
            Guid id, int number, CommandRequest<CorrectRejectionReason> request, CommandExecutor executor) =>
            executor.Execute(request, Recommendation.Category, id,
                authorize: it => it.PermissionOn(number),
                decide: it => Decide(it, number, request.Command, request.Now),
                respond: RecommendationDetails.Of))
        .WithOperation(nameof(CorrectRejectionReason), "Correct why an amendment was rejected")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .RequireIfMatch();
}
