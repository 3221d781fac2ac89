using System.ComponentModel.DataAnnotations;
using Summit.Http;

namespace Summit.Deliberation;

/// <summary>
/// Somebody who takes part proposes other words for a clause or for the whole text, or to strike a clause, or to insert
/// one (DE4, DE5). A clause is named by its number as it is now, or by its id, which stays.
/// </summary>
/// <param name="Language">The language of the words.</param>
/// <param name="Text">
/// The words: several paragraphs in place of a clause split it; absent where a clause is struck.
/// </param>
/// <param name="Reason">Why.</param>
/// <param name="Change">What it does; absent for replacing.</param>
/// <param name="Clause">The number of the clause, from 1; absent for the whole text.</param>
/// <param name="ClauseId">The id of the clause, in place of its number.</param>
/// <param name="After">The number of the clause after which one is inserted; absent or 0 for the beginning.</param>
/// <param name="AfterId">The id of that clause, in place of its number.</param>
/// <param name="Openings">
/// How many paragraphs of a whole text come before its first clause; absent, they are told by the words.
/// </param>
public sealed record ProposeAmendment(
    [Languages] string Language,
    [MaxText(Limits.Text, Paragraphs = Limits.Clauses)] string? Text,
    [MaxText(Limits.Summary)] string Reason,
    int? Clause = null,
    AmendmentChange? Change = null,
    int? ClauseId = null,
    [Range(0, int.MaxValue)] int? After = null,
    int? AfterId = null,
    [Range(0, Limits.Clauses)] int? Openings = null)
{
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, ProposeAmendment command, Actor by, DateTimeOffset now)
    {
        if (it.State.RefusesChange is { } closed)
            return closed;
        if (it.Text.In(command.Language) is not { } whole)
            return DeliberationRules.NotInLanguage.Refuses(
                field: "/language", facts: RefusalFacts.Admits(it.Text.ByLanguage.Keys));
        if (command.Misplaced is { } misplaced)
            return DeliberationRules.ChangeAndPlace.Refuses(field: misplaced);
        var text = it.Texts[command.Language];
        var clause = command.Named(text);
        if (command.NamesClause && (clause is null || command.Number is { } named && text.NumberOf(clause.Id) != named))
            return DeliberationRules.NoSuchClause.Refuses(
                field: command.Change == AmendmentChange.Insert
                    ? command.AfterId is null ? "/after" : "/afterId"
                    : command.ClauseId is null ? "/clause" : "/clauseId",
                facts: new RefusalFacts(Min: 1, Max: text.Clauses.Count));
        var isInsertion = command.Change == AmendmentChange.Insert;
        var replaces = isInsertion ? null : clause is null ? whole : clause.Words;
        if (replaces is not null && command.Text is { } words && Clauses.Same(replaces, words))
            return DeliberationRules.ChangesNothing.Refuses(field: "/text");
        var number = clause is null ? (int?)null : text.NumberOf(clause.Id);
        var id = it.ParagraphIds is null ? null : clause?.Id;
        var proposed = new AmendmentProposed(it.Amendments.Count + 1, Proposer.Of(by), command.Language, command.Text,
            replaces, command.Reason, now, isInsertion ? null : number, isInsertion ? null : id,
            command.Change == AmendmentChange.Replace ? null : command.Change, isInsertion ? number ?? 0 : null,
            isInsertion ? id : null, command.Openings);
        if (Amendment.Of(proposed, text, it.Openings).AppliedTo(text, it.Openings) is not { Clauses.Count: > 0 })
            return DeliberationRules.LastClause;
        return command.StandsIn(it, by) is not null ? [] : [proposed];
    }

    /// <summary>The same amendment of the same proposer, where it lies on the table already.</summary>
    public Amendment? StandsIn(Recommendation it, Actor by)
    {
        var proposer = Proposer.Of(by);
        var text = it.Texts[Language];
        var target = Named(text)?.Id ?? (Change == AmendmentChange.Insert ? 0 : null);
        return it.Amendments.FindLast(known =>
            known.Status == AmendmentStatus.Proposed && known.Proposed.By == proposer
            && known.Proposed.Language == Language && known.Change == (Change ?? AmendmentChange.Replace)
            && known.Target == target && known.Proposed.Text == Text && known.Proposed.Openings == Openings
            && known.AppliedTo(text, it.Openings) is not null);
    }

    // The property that does not go with what the amendment does.
    private string? Misplaced => Change switch
    {
        AmendmentChange.Strike when Text is not null => "/text",
        AmendmentChange.Strike when Clause is null && ClauseId is null => "/clause",
        not AmendmentChange.Strike when Text is null => "/text",
        AmendmentChange.Insert when Clause is not null || ClauseId is not null => "/clause",
        not AmendmentChange.Insert when After is not null || AfterId is not null => "/after",
        _ when Openings is not null && (Change is AmendmentChange.Insert || NamesClause) => "/openings",
        _ => null,
    };

    private bool NamesClause => (Number ?? ClauseId ?? AfterId) is not null;

    private int? Number => Clause ?? (After is 0 ? null : After);

    private Paragraph? Named(ClausedText text) => (ClauseId ?? AfterId, Number) switch
    {
        ({ } id, _) => text.Clause(id),
        (_, { } number) => text.Numbered(number),
        _ => null,
    };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/amendments", (
            Guid id, CommandRequest<ProposeAmendment> request, CommandExecutor executor) =>
            executor.Execute(request, Recommendation.Category, id,
                decide: it => Decide(it, request.Command, request.By, request.Now),
                respond: it =>
                {
                    var amendment = request.Command.StandsIn(it, request.By)!;
                    return new Created<AmendmentDetails>(
                        AmendmentDetails.Of(it, amendment), $"/v1/recommendations/{id}/amendments/{amendment.Number}");
                }))
        .WithOperation(nameof(ProposeAmendment), "Propose an amendment")
        .RequireRoles(Role.Partner, Role.Delegate, Role.Rapporteur, Role.Organiser)
        .Produces<AmendmentDetails>();
}
