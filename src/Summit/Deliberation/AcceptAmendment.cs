using Summit.Http;
using Summit.Kernel;

namespace Summit.Deliberation;

/// <summary>
/// The record's keeper notes that an amendment was accepted: its words become the text's, where those it was proposed
/// on still stand (D5, D6). A text that was agreed needs to be agreed again (D9).
/// </summary>
public static class AcceptAmendment
{
    public static Decision<RecommendationEvent> Decide(Recommendation it, Amendment amendment, DateTimeOffset now)
    {
        if (amendment.Status == AmendmentStatus.Accepted)
            return [];
        if (amendment.Status != AmendmentStatus.Proposed)
            return DeliberationRules.AmendmentSettled;
        if (it.State.Closes is { } closed)
            return closed;
        return it.Overtaken(amendment.Proposed)
            ? DeliberationRules.ClauseChangedSince
            : [new AmendmentAccepted(amendment.Number, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/accept", (
            Guid id, int number, CommandRequest<NoBody> command, Recommendations recommendations) =>
            recommendations.OnAmendment(command, id, number, (it, known) => Decide(it, known, command.Now)))
        .WithOperation(nameof(AcceptAmendment), "Deliberation", "Note that an amendment was accepted")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .Answers<RecommendationDetails>();
}

/// <summary>The record's keeper notes that an amendment was rejected, and why (D5).</summary>
/// <param name="Reason">Why.</param>
public sealed record RejectAmendment([MaxText(MaxTextAttribute.Summary)] string Reason)
{
    public static Decision<RecommendationEvent> Decide(
        Amendment amendment, RejectAmendment ask, DateTimeOffset now) => amendment.Status switch
    {
        AmendmentStatus.Proposed => [new AmendmentRejected(amendment.Number, ask.Reason, now)],
        AmendmentStatus.Rejected => [],
        _ => DeliberationRules.AmendmentSettled,
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/reject", (
            Guid id, int number, CommandRequest<RejectAmendment> command, Recommendations recommendations) =>
            recommendations.OnAmendment(command, id, number, (_, known) => Decide(known, command.Body, command.Now)))
        .WithOperation(nameof(RejectAmendment), "Deliberation", "Note that an amendment was rejected")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .Answers<RecommendationDetails>();
}

/// <summary>Who proposed an amendment takes it back; nobody else can (D5).</summary>
public static class WithdrawAmendment
{
    public static Decision<RecommendationEvent> Decide(Amendment amendment, DateTimeOffset now) =>
        amendment.Status switch
        {
            AmendmentStatus.Proposed => [new AmendmentWithdrawn(amendment.Number, now)],
            AmendmentStatus.Withdrawn => [],
            _ => DeliberationRules.AmendmentSettled,
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments/{number:int}/withdraw", (
            Guid id, int number, CommandRequest<NoBody> command, Recommendations recommendations) =>
            recommendations.OnAmendment(command, id, number, (_, known) => Decide(known, command.Now),
                known => known.Proposed.By.Is(command.By)))
        .WithOperation(nameof(WithdrawAmendment), "Deliberation", "Take an amendment back")
        .RequireRoles(Role.Partner, Role.Delegate, Role.Rapporteur, Role.Organiser)
        .Answers<RecommendationDetails>();
}
