using System.Collections.Immutable;
using Summit.Deliberation;
using Summit.Kernel;
using Summit.Papers;
using Summit.Programme;

namespace Summit.Tests.Deliberation;

/// <summary>What the deliberation tests start from: one Congress, one session, one paper.</summary>
internal static class DeliberationSamples
{
    public static readonly DateTimeOffset Now = new(2019, 11, 11, 12, 0, 0, TimeSpan.FromHours(2));
    public static readonly Guid CongressId = Guid.CreateVersion7();
    public static readonly Guid Session = Guid.CreateVersion7();
    public static readonly Guid Paper = Guid.CreateVersion7();
    public static readonly Guid Africa = Guid.CreateVersion7();
    public static readonly Guid Id = Guid.CreateVersion7();

    public static readonly Actor Moussa = new("key:1", Role.Delegate, Person: Guid.CreateVersion7());
    public static readonly Verdict ByConsensus = new(DecidedBy.Consensus, Now);

    public static LocalisedText Text(string en, string? fr = null) =>
        fr is null ? LocalisedText.Of(("en", en)) : LocalisedText.Of(("en", en), ("fr", fr));

    public static PaperFacts PublicService { get; } = new(Paper, CongressId, Track.Assembly, Africa,
        Text("Public service"), PaperStatus.Accepted, IsPublic: true,
        [[Text("First idea")], [Text("First idea, revised"), Text("Second idea")]], Reviewers: []);

    public static SessionFacts Sitting { get; } = new(Session, CongressId, Track.Assembly, Text("Africa of solutions"),
        IsOpen: true, ["governance"], Africa, [new AgendaFact(Paper, 2)]);

    public static RecommendationDrafted Drafted { get; } =
        DraftedAs(Id, Text("One.\n\nTwo.\n\nThree.", "Un.\n\nDeux.\n\nTrois."));

    public static RecommendationAgreed Agreed { get; } = new(DecidedBy.Consensus, Now);

    public static RecommendationDrafted DraftedAs(Guid id, LocalisedText text, Track track = Track.Assembly) => new(
        id, CongressId, track, Session, text, text.Best([]), ["governance"], [new RestsOn(Paper, 2, Africa, 1)],
        ["africa"], Now);

    public static AmendmentProposed Proposed(
        int number, int? clause, string replaces, string text, string language = "en") =>
        new(number, Proposer.Of(Moussa), language, text, replaces, "Clearer", Now, clause);

    public static AmendmentProposed ProposedToStrike(int number, int clause, string replaces, int? id = null) =>
        new(number, Proposer.Of(Moussa), "en", null, replaces, "Said twice", Now, clause, id, AmendmentChange.Strike);

    public static AmendmentProposed ProposedToInsert(int number, int after, string text, int? id = null) =>
        new(number, Proposer.Of(Moussa), "en", text, null, "Missing", Now, Change: AmendmentChange.Insert, After: after,
            AfterId: id);

    public static RecommendationConsolidated ConsolidatedAs(LocalisedText opening, params LocalisedText[] clauses) =>
        new(Id, CongressId, [], opening,
            [.. clauses.Select(clause => new ConsolidatedClause(clause, [], ClauseKind.New))], [], "en",
            [Track.Assembly], [Session], [], [], [], Now);

    /// <summary>The ids of the paragraphs of texts, as an event says them: those that were struck below zero.</summary>
    public static ParagraphIds IdsOf(int last, params (string Language, int[] Ids)[] texts) =>
        new(last, texts.ToImmutableSortedDictionary(
            text => text.Language,
            text => text.Ids.Select(id => new ParagraphId(Math.Abs(id), IsStruck: id < 0)).ToImmutableList(),
            StringComparer.Ordinal));

    /// <summary>The clauses of a text as readers see them: number, id and words.</summary>
    public static IEnumerable<string> Shown(this Recommendation it, string language = "en") =>
        it.Texts[language].Clauses.Select((clause, n) => $"{n + 1} #{clause.Id} {clause.Words}");

    public static RecommendationForwarded Forwarded(int round = 1) => new(
        Id, CongressId, Track.Assembly, Session, round, Drafted.Text, "en", ["governance"], Now, [Track.Assembly],
        [Session]);

    public static Given<Recommendation, RecommendationEvent> Given(params IEnumerable<RecommendationEvent> history) =>
        Tests.Given.Stream(Recommendation.Category, history);
}
