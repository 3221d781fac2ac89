using Summit.Http;
using Summit.Kernel;

namespace Summit.Deliberation;

/// <summary>Somebody who takes part proposes other words for a clause, or for the whole text (D4, D5).</summary>
/// <param name="Language">The language of the words.</param>
/// <param name="Text">The words.</param>
/// <param name="Reason">Why.</param>
/// <param name="Clause">The clause, from 1; absent for the whole text.</param>
public sealed record ProposeAmendment(
    [Languages] string Language,
    [MaxText(MaxTextAttribute.Text)] string Text,
    [MaxText(MaxTextAttribute.Summary)] string Reason,
    int? Clause = null)
{
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, ProposeAmendment ask, Proposer by, DateTimeOffset now)
    {
        if (it.State.Closes is { } closed)
            return closed;
        if (it.Text.In(ask.Language) is null)
            return DeliberationRules.NotInLanguage.Refuses(field: "/language");
        if (it.Part(ask.Language, ask.Clause) is not { } present)
            return DeliberationRules.NoSuchClause.Refuses(field: "/clause");
        if (Clauses.Same(present, ask.Text))
            return DeliberationRules.ChangesNothing.Refuses(field: "/text");
        return ask.StandsIn(it, by) is not null
            ? []
            :
            [
                new AmendmentProposed(it.Amendments.Count + 1, by, ask.Language, ask.Text, present, ask.Reason, now,
                    ask.Clause),
            ];
    }

    /// <summary>The same amendment of the same proposer, where it lies on the table already.</summary>
    public Amendment? StandsIn(Recommendation it, Proposer by) => it.Amendments.FindLast(known =>
        known.Status == AmendmentStatus.Proposed && known.Proposed.By == by && known.Proposed.Language == Language
        && known.Proposed.Clause == Clause && known.Proposed.Text == Text && !it.Overtaken(known.Proposed));

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments", (
            Guid id, CommandRequest<ProposeAmendment> command, Recommendations recommendations) =>
        {
            var by = Proposer.Of(command.By);
            return recommendations.On(command, id,
                it => Task.FromResult(Decide(it, command.Body, by, command.Now)),
                it => AmendmentDetails.Of(it, command.Body.StandsIn(it, by)!),
                it => $"/v1/recommendations/{id}/amendments/{it.Amendments.Count}");
        })
        .WithOperation(nameof(ProposeAmendment), "Deliberation", "Propose an amendment")
        .RequireRoles(Role.Partner, Role.Delegate, Role.Rapporteur, Role.Organiser)
        .Answers<AmendmentDetails>(StatusCodes.Status201Created);
}
