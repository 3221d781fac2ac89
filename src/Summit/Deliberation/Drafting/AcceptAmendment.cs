using Summit.Http;

namespace Summit.Deliberation;

/// <summary>
/// The record's keeper notes that an amendment was accepted: what it changes is changed in the text, where the words it
/// was proposed on still stand (DE5, DE6). A text that was agreed needs to be agreed again (DE9).
/// </summary>
public sealed record AcceptAmendment
{
    public static Decision<RecommendationEvent> Decide(Recommendation it, int number, DateTimeOffset now)
    {
        var amendment = it.Amendment(number)!;
        if (amendment.Status == AmendmentStatus.Accepted)
            return [];
        if (amendment.Status != AmendmentStatus.Proposed)
            return DeliberationRules.AmendmentSettled.Refuses(facts: RefusalFacts.Is(amendment.Status));
        if (it.State.RefusesChange is { } closed)
            return closed;
        var proposed = amendment.Proposed;
        var text = it.Texts[proposed.Language];
        if (amendment.AppliedTo(text, it.Openings) is not { } changed)
            return DeliberationRules.ClauseChangedSince;
        if (changed.Clauses.Count == 0)
            return DeliberationRules.LastClause;
        var clause = proposed.Clause is null ? null : text.NumberOf(amendment.Target!.Value);
        var isOnOtherText = amendment.Target is null && !Clauses.Same(text.Text, proposed.Replaces!);
        var accepted = new AmendmentAccepted(number, now,
            Clause: it.ParagraphIds is null && clause == proposed.Clause ? null : clause,
            Text: isOnOtherText ? changed.Text : null);
        return
        [
            amendment.Target is null
                ? accepted with { ParagraphIds = it.IdsAfter(accepted, [proposed.Language]) }
                : accepted,
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/accept", (
            Guid id, int number, CommandRequest<AcceptAmendment> request, CommandExecutor executor) =>
            executor.Execute(request, Recommendation.Category, id,
                authorize: it => it.PermissionOn(number),
                decide: it => Decide(it, number, request.Now),
                respond: RecommendationDetails.Of))
        .WithOperation(nameof(AcceptAmendment), "Note that an amendment was accepted")
        .RequireRoles(Role.Rapporteur, Role.Organiser);
}
