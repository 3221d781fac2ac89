using Summit.Http;

namespace Summit.Deliberation;

/// <summary>Somebody who takes part proposes other words for a clause, or for the whole text (DE4, DE5).</summary>
/// <param name="Language">The language of the words.</param>
/// <param name="Text">The words.</param>
/// <param name="Reason">Why.</param>
/// <param name="Clause">The clause, from 1; absent for the whole text.</param>
public sealed record ProposeAmendment(
    [Languages] string Language,
    [MaxText(Limits.Text)] string Text,
    [MaxText(Limits.Summary)] string Reason,
    int? Clause = null)
{
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, ProposeAmendment command, Actor by, DateTimeOffset now)
    {
        if (it.State.RefusesChange is { } closed)
            return closed;
        if (it.Text.In(command.Language) is null)
            return DeliberationRules.NotInLanguage.Refuses(
                field: "/language", facts: RefusalFacts.Admits(it.Text.ByLanguage.Keys));
        if (it.Part(command.Language, command.Clause) is not { } present)
            return DeliberationRules.NoSuchClause.Refuses(
                field: "/clause", facts: new RefusalFacts(Min: 1, Max: it.ClausesIn(command.Language)));
        if (Clauses.Same(present, command.Text))
            return DeliberationRules.ChangesNothing.Refuses(field: "/text");
        return command.StandsIn(it, by) is not null
            ? []
            :
            [
                new AmendmentProposed(it.Amendments.Count + 1, Proposer.Of(by), command.Language, command.Text,
                    present, command.Reason, now, command.Clause),
            ];
    }

    /// <summary>The same amendment of the same proposer, where it lies on the table already.</summary>
    public Amendment? StandsIn(Recommendation it, Actor by)
    {
        var proposer = Proposer.Of(by);
        return it.Amendments.FindLast(known =>
            known.Status == AmendmentStatus.Proposed && known.Proposed.By == proposer
            && known.Proposed.Language == Language && known.Proposed.Clause == Clause && known.Proposed.Text == Text
            && !it.Overtaken(known.Proposed));
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments", (
            Guid id, CommandRequest<ProposeAmendment> request, CommandExecutor executor) =>
            executor.Execute(request, Recommendation.Category, id,
                decide: it => Decide(it, request.Command, request.By, request.Now),
                respond: it => new Created<AmendmentDetails>(
                    AmendmentDetails.Of(it, request.Command.StandsIn(it, request.By)!),
                    $"/v1/recommendations/{id}/amendments/{it.Amendments.Count}")))
        .WithOperation(nameof(ProposeAmendment), "Propose an amendment")
        .RequireRoles(Role.Partner, Role.Delegate, Role.Rapporteur, Role.Organiser)
        .Produces<AmendmentDetails>();
}
