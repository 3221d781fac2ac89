using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Summit.Store;

namespace Summit.Deliberation;

/// <summary>How and when a session agreed.</summary>
public sealed record Agreement(DecidedBy By, DateTimeOffset At, Tally? Tally = null);

/// <summary>One journey to the World Assembly and what it led to.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">The text as it was forwarded; absent for readers without a key.</param>
/// <param name="Decision">What was decided, in the words of a status.</param>
public sealed record Round(
    int Number,
    LocalisedText? Text,
    DateTimeOffset ForwardedAt,
    DateTimeOffset? ReceivedAt = null,
    string? Acknowledgement = null,
    DateTimeOffset? PresentedAt = null,
    RecommendationStatus? Decision = null,
    Verdict? Verdict = null);

/// <summary>The state of a recommendation: its text, what it rests on, how far it has come.</summary>
public sealed record Recommendation : IScoped
{
    public Guid Id { get; init; }
    public Guid Congress { get; init; }

    /// <summary>The track of its session; a consolidation may have those of several.</summary>
    public ImmutableList<Track> Tracks { get; init; } = [];
    public ImmutableList<Guid> Sessions { get; init; } = [];
    public ImmutableList<RestsOn> Papers { get; init; } = [];
    public ImmutableList<string> PolicyDomains { get; init; } = [];
    public ImmutableList<string> Sections { get; init; } = [];
    public LocalisedText Text { get; init; } = null!;
    public string Authentic { get; init; } = "";

    /// <summary>How many paragraphs came before the first clause of its first text: the opening.</summary>
    public int Openings { get; init; }

    /// <summary>The ids of its paragraphs; null while the id of each clause is its number.</summary>
    public ParagraphIds? ParagraphIds { get; init; }

    /// <summary>The languages whose translation was made before the authentic text last changed.</summary>
    public ImmutableSortedSet<string> Behind { get; init; } = [];
    public ImmutableList<Amendment> Amendments { get; init; } = [];

    /// <summary>The amendment of a number; null where there is none.</summary>
    public Amendment? Amendment(int number) => Amendments.Find(known => known.Number == number);
    public Agreement? Agreement { get; init; }

    /// <summary>What was reserved when it was last agreed.</summary>
    public ImmutableList<Reservation> Reservations { get; init; } = [];
    public Lineage? Lineage { get; init; }
    public ImmutableList<Round> Rounds { get; init; } = [];
    public DateTimeOffset BegunAt { get; init; }
    [JsonPropertyName("phase")] public RecommendationState State { get; init; } = new RecommendationState.Drafted();

    Scope IScoped.Scope => new(Congress, Tracks is [var only] ? only : null);

    /// <summary>Its text as clauses with ids, in each of its languages.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, ClausedText> Texts => ParagraphIds is { } ids
        ? Text.ByLanguage.ToDictionary(
            text => text.Key, text => ClausedText.Of(text.Value, ids.ByLanguage[text.Key], ids.Last))
        : ClausedText.First(Text, Openings);

    /// <summary>Its clauses in the authentic language.</summary>
    [JsonIgnore]
    public IReadOnlyList<Paragraph> AuthenticClauses => Texts[Authentic].Clauses;

    /// <summary>
    /// The ids of paragraphs that an event leads to, for the event to say; null where each clause has that of its
    /// number, which earlier nodes read: they refuse members that they do not know.
    /// </summary>
    /// <param name="happened">The event, which changes whole texts.</param>
    /// <param name="languages">The languages of those.</param>
    public ParagraphIds? IdsAfter(RecommendationEvent happened, IEnumerable<string> languages) =>
        Category.Evolve(this, happened).ParagraphIds?.Only(languages);

    /// <summary>
    /// Whether a reader may know of it: everybody once adopted, before that keys of one of its tracks.
    /// </summary>
    public bool MayBeReadBy(Actor? by) =>
        by is null ? State.IsAdopted : Tracks.Any(track => by.Scope.Overlaps(new Scope(Congress, track)));

    /// <summary>The category of its streams: event names and evolve.</summary>
    public static Category<Recommendation, RecommendationEvent> Category { get; } =
        new Category<Recommendation, RecommendationEvent>("recommendation", new Recommendation(), Evolve)
            .Event<RecommendationDrafted>("deliberation.recommendation-drafted")
            .Event<AmendmentProposed>("deliberation.amendment-proposed")
            .Event<AmendmentAccepted>("deliberation.amendment-accepted")
            .Event<AmendmentRejected>("deliberation.amendment-rejected")
            .Event<RejectionReasonCorrected>("deliberation.rejection-reason-corrected")
            .Event<AmendmentWithdrawn>("deliberation.amendment-withdrawn")
            .Event<AmendmentReopened>("deliberation.amendment-reopened")
            .Event<RecommendationTranslated>("deliberation.recommendation-translated")
            .Event<RecommendationAgreed>("deliberation.recommendation-agreed")
            .Event<ReservationRecorded>("deliberation.reservation-recorded")
            .Event<RecommendationConsolidated>("deliberation.recommendation-consolidated")
            .Event<MergedInto>("deliberation.merged-into")
            .Event<RecommendationForwarded>(DeliberationWire.Forwarded)
            .Event<RecommendationReceived>(DeliberationWire.Received)
            .Event<RecommendationPresented>("deliberation.recommendation-presented")
            .Event<RecommendationAdopted>("deliberation.recommendation-adopted")
            .Event<RecommendationAdoptedAsAmended>("deliberation.recommendation-adopted-as-amended")
            .Event<RecommendationReferredBack>("deliberation.recommendation-referred-back")
            .Event<RecommendationNotAdopted>("deliberation.recommendation-not-adopted");

    private static Recommendation Evolve(Recommendation it, RecommendationEvent happened) => happened switch
    {
        RecommendationDrafted e => new Recommendation
        {
            Id = e.Recommendation,
            Congress = e.Congress,
            Tracks = [e.Track],
            Sessions = [e.Session],
            Papers = [.. e.Papers],
            PolicyDomains = [.. e.PolicyDomains],
            Sections = [.. e.Sections],
            Text = e.Text,
            Authentic = e.Authentic,
            BegunAt = e.At,
        },
        RecommendationConsolidated e => new Recommendation
        {
            Id = e.Recommendation,
            Congress = e.Congress,
            Tracks = [.. e.Tracks],
            Sessions = [.. e.Sessions],
            Papers = [.. e.Papers],
            PolicyDomains = [.. e.PolicyDomains],
            Sections = [.. e.Sections],
            Text = ConsolidatedText.Of(e.Opening, e.Clauses),
            Authentic = e.Authentic,
            Openings = 1,
            Lineage = new Lineage(e.Sources, e.Opening, e.Clauses, e.LeftOut, e.At),
            BegunAt = e.At,
            State = new RecommendationState.Consolidated(),
        },
        AmendmentProposed e => it with
        {
            Amendments = it.Amendments.Add(Deliberation.Amendment.Of(e, it.Texts[e.Language], it.Openings)),
        },
        AmendmentAccepted e => it.Accepting(it.Amendment(e.Number)!, e),
        AmendmentRejected e => it.Settling(e.Number, AmendmentStatus.Rejected, e.Reason),
        RejectionReasonCorrected e => it.Settling(e.Number, AmendmentStatus.Rejected, e.Reason),
        AmendmentWithdrawn e => it.Settling(e.Number, AmendmentStatus.Withdrawn),
        AmendmentReopened e => it.Reopening(e),
        RecommendationTranslated e => it.Worded(it.Text.With(e.Language, e.Text), e.Language,
            e.ParagraphIds?.In(e.Language, e.Text)
                ?? it.Texts[it.Authentic].Translated(e.Text, it.Texts.GetValueOrDefault(e.Language))) with
        {
            Behind = it.Behind.Remove(e.Language),
        },
        RecommendationAgreed e => it with
        {
            Agreement = new Agreement(e.By, e.At, e.Tally),
            Reservations = [],
            State = new RecommendationState.Agreed(),
        },
        ReservationRecorded e => it with
        {
            Reservations = it.Reservations.Add(new Reservation(e.Organisation, e.Text)),
        },
        MergedInto e => it with { State = new RecommendationState.Merged(e.Consolidation) },
        RecommendationForwarded e => it with
        {
            Rounds = it.Rounds.Add(new Round(e.Round, e.Text, e.At)),
            State = new RecommendationState.Forwarded(),
        },
        RecommendationReceived e => it.InRound(e.Round,
            round => round with { ReceivedAt = e.At, Acknowledgement = e.Acknowledgement }, it.State.Acknowledged()),
        RecommendationPresented e => it.InRound(e.Round, round => round with { PresentedAt = e.At },
            new RecommendationState.Presented()),
        RecommendationAdopted e => it.Decided(e.Round, e.Verdict, new RecommendationState.Adopted()),
        RecommendationAdoptedAsAmended e =>
            it.Instead(e.Text, e.ParagraphIds).Decided(e.Round, e.Verdict, new RecommendationState.AdoptedAsAmended()),
        RecommendationReferredBack e => it.Decided(e.Round, e.Verdict, new RecommendationState.ReferredBack()),
        RecommendationNotAdopted e => it.Decided(e.Round, e.Verdict, new RecommendationState.NotAdopted()),
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a recommendation."),
    };

    private Recommendation Accepting(Amendment amendment, AmendmentAccepted accepted)
    {
        var language = amendment.Proposed.Language;
        var (text, claused) = amendment.Accepted(accepted, Text.In(language)!, Texts[language], Openings);
        return Settling(amendment.Number, AmendmentStatus.Accepted)
            .Worded(Text.With(language, text), language, claused) with
        {
            Behind = language == Authentic ? [.. Text.Languages.Where(other => other != Authentic)] : Behind,
            State = State.Amended(),
        };
    }

    // Another text in all its languages: the authentic one goes on from what it was, the others follow it.
    private Recommendation Instead(LocalisedText text, ParagraphIds? ids)
    {
        var authentic = text.Best([Authentic]);
        var texts = ids?.In(text) ?? Aligned(text, authentic);
        return this with
        {
            Text = text, Authentic = authentic, Behind = [], ParagraphIds = ParagraphIds.Of(texts, Openings),
        };
    }

    private Dictionary<string, ClausedText> Aligned(LocalisedText text, string authentic)
    {
        var before = Texts;
        var lead = before.TryGetValue(authentic, out var own)
            ? own.Instead(text.In(authentic)!)
            : before[Authentic].Translated(text.In(authentic)!, null);
        var texts = new Dictionary<string, ClausedText> { [authentic] = lead };
        var last = lead.Last;
        foreach (var language in text.Languages.Where(language => language != authentic))
        {
            texts[language] = lead.After(last)
                .Translated(text.In(language)!, before.GetValueOrDefault(language));
            last = texts[language].Last;
        }
        return texts;
    }

    private Recommendation Worded(LocalisedText text, string language, ClausedText claused) => this with
    {
        Text = text,
        ParagraphIds = ParagraphIds.Of(new Dictionary<string, ClausedText>(Texts) { [language] = claused }, Openings),
    };

    private Recommendation Settling(int number, AmendmentStatus status, string? because = null) => this with
    {
        Amendments = Amendments.ConvertAll(known => known.Number == number
            ? known with { Status = status, RejectedBecause = because }
            : known),
    };

    private Recommendation Reopening(AmendmentReopened reopened) => this with
    {
        Amendments = Amendments.ConvertAll(known => known.Number == reopened.Number
            ? known with
            {
                Status = AmendmentStatus.Proposed, RejectedBecause = null, ReopenedBecause = reopened.Reason,
            }
            : known),
    };

    private Recommendation Decided(int number, Verdict verdict, RecommendationState phase) =>
        InRound(number, round => round with { Decision = phase.Status, Verdict = verdict }, phase);

    private Recommendation InRound(int number, Func<Round, Round> change, RecommendationState phase) => this with
    {
        Rounds = Rounds.ConvertAll(round => round.Number == number ? change(round) : round),
        State = phase,
    };
}
