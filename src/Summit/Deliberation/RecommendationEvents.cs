using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Summit.Deliberation;

/// <summary>A session put a recommendation on paper, with the papers and proposed texts it rests on.</summary>
/// <param name="Authentic">The language of the text that is decided upon.</param>
/// <param name="Sections">The sections of the organisations whose papers it rests on, as they were then.</param>
public sealed record RecommendationDrafted(
    Guid Recommendation,
    Guid Congress,
    Track Track,
    Guid Session,
    LocalisedText Text,
    string Authentic,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<RestsOn> Papers,
    IReadOnlyList<string> Sections,
    DateTimeOffset At) : RecommendationEvent;

/// <summary>
/// Somebody proposed to replace a clause or the whole text, to strike a clause, or to insert one, in one language.
/// </summary>
/// <param name="Text">The words proposed; absent where a clause is struck.</param>
/// <param name="Replaces">The words it was proposed on; absent where a clause is inserted.</param>
/// <param name="Clause">The number of the clause then; absent for the whole text and for an insertion.</param>
/// <param name="ClauseId">The id of that clause; absent where it is its number.</param>
/// <param name="Change">What it does; absent where it replaces.</param>
/// <param name="After">The number of the clause after which one is inserted; 0 for the beginning.</param>
/// <param name="AfterId">The id of that clause; absent where it is its number.</param>
/// <param name="Openings">
/// How many paragraphs of a whole text come before its first clause; absent where the proposer did not say.
/// </param>
public sealed record AmendmentProposed(
    int Number,
    Proposer By,
    string Language,
    string? Text,
    string? Replaces,
    string Reason,
    DateTimeOffset At,
    int? Clause = null,
    int? ClauseId = null,
    AmendmentChange? Change = null,
    int? After = null,
    int? AfterId = null,
    int? Openings = null) : RecommendationEvent;

/// <summary>What an amendment does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AmendmentChange>))]
public enum AmendmentChange
{
    /// <summary>Other words for a clause, or for the whole text.</summary>
    [JsonStringEnumMemberName("replace")] Replace,

    /// <summary>A clause is taken out.</summary>
    [JsonStringEnumMemberName("strike")] Strike,

    /// <summary>A clause is put after another, or at the beginning.</summary>
    [JsonStringEnumMemberName("insert")] Insert,
}

/// <summary>An amendment was accepted: what it changes is changed in the text.</summary>
/// <param name="Clause">The number of its clause now; absent where that is the one it was proposed under.</param>
/// <param name="Text">
/// What became of the whole text, where clauses that the amendment leaves as they are had changed meanwhile.
/// </param>
/// <param name="ParagraphIds">
/// The ids of the paragraphs then, where a whole text was amended; absent where each clause has that of its number, and
/// in events of the time before they were recorded.
/// </param>
public sealed record AmendmentAccepted(
    int Number, DateTimeOffset At, int? Clause = null, string? Text = null, ParagraphIds? ParagraphIds = null)
    : RecommendationEvent;

/// <summary>An amendment was rejected, and why.</summary>
public sealed record AmendmentRejected(int Number, string Reason, DateTimeOffset At) : RecommendationEvent;

/// <summary>Why an amendment was rejected was put in other words.</summary>
public sealed record RejectionReasonCorrected(int Number, string Reason, DateTimeOffset At) : RecommendationEvent;

/// <summary>An amendment was taken back by who had proposed it.</summary>
public sealed record AmendmentWithdrawn(int Number, DateTimeOffset At) : RecommendationEvent;

/// <summary>An amendment that was rejected or withdrawn by mistake lies on the table again, and why.</summary>
public sealed record AmendmentReopened(int Number, string Reason, DateTimeOffset At) : RecommendationEvent;

/// <summary>The text was given in a further language, or its translation brought up to date.</summary>
/// <param name="ParagraphIds">The ids of its paragraphs, absent as in an accepted amendment.</param>
public sealed record RecommendationTranslated(
    string Language, string Text, DateTimeOffset At, ParagraphIds? ParagraphIds = null) : RecommendationEvent;

/// <summary>The session agreed on the text. Reservations made then follow as events of their own.</summary>
public sealed record RecommendationAgreed(DecidedBy By, DateTimeOffset At, Tally? Tally = null) : RecommendationEvent;

/// <summary>An organisation agreed with a reservation, in its own words.</summary>
public sealed record ReservationRecorded(Guid Organisation, LocalisedText Text, DateTimeOffset At)
    : RecommendationEvent;

/// <summary>
/// Several agreed recommendations became one. The event says what became of each of their clauses: it is a source of a
/// clause of the new text, or was left out for a reason.
/// </summary>
/// <param name="Opening">The words before the first clause.</param>
/// <param name="Papers">The papers its sources rest on.</param>
public sealed record RecommendationConsolidated(
    Guid Recommendation,
    Guid Congress,
    IReadOnlyList<ConsolidatedSource> Sources,
    LocalisedText Opening,
    IReadOnlyList<ConsolidatedClause> Clauses,
    IReadOnlyList<LeftOutClause> LeftOut,
    string Authentic,
    IReadOnlyList<Track> Tracks,
    IReadOnlyList<Guid> Sessions,
    IReadOnlyList<RestsOn> Papers,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<string> Sections,
    DateTimeOffset At) : RecommendationEvent;

/// <summary>A recommendation goes on as part of a consolidation; its own text stays as it was.</summary>
public sealed record MergedInto(Guid Consolidation, DateTimeOffset At) : RecommendationEvent;

/// <summary>The World Assembly heard the recommendation presented.</summary>
public sealed record RecommendationPresented(int Round, DateTimeOffset At) : RecommendationEvent;

/// <summary>The World Assembly adopted the recommendation as it was forwarded.</summary>
public sealed record RecommendationAdopted(int Round, Verdict Verdict) : RecommendationEvent;

/// <summary>The World Assembly adopted the recommendation with another text: this one.</summary>
/// <param name="ParagraphIds">The ids of its paragraphs, absent as in an accepted amendment.</param>
public sealed record RecommendationAdoptedAsAmended(
    int Round, LocalisedText Text, Verdict Verdict, ParagraphIds? ParagraphIds = null) : RecommendationEvent;

/// <summary>The World Assembly sent the recommendation back: once agreed again, it can be forwarded again.</summary>
public sealed record RecommendationReferredBack(int Round, Verdict Verdict) : RecommendationEvent;

/// <summary>The World Assembly did not adopt the recommendation.</summary>
public sealed record RecommendationNotAdopted(int Round, Verdict Verdict) : RecommendationEvent;

/// <summary>A paper's revision, and the proposed text of it, that a recommendation rests on.</summary>
/// <param name="Organisation">Who submitted the paper.</param>
/// <param name="Proposed">Which of its proposed recommendations; absent where it is the paper as a whole.</param>
public sealed record RestsOn(Guid Paper, int Revision, Guid Organisation, int? Proposed = null);

/// <summary>
/// Who proposed an amendment: a partner for its organisation, a delegate in person, or the record's keepers.
/// </summary>
/// <param name="Key">The key it was sent with, never a name.</param>
public sealed record Proposer(Role Role, string Key, Guid? Organisation = null, Guid? Person = null)
{
    /// <summary>The caller, as a proposer.</summary>
    public static Proposer Of(Actor by) => new(by.Role, by.Id, by.Organisation, by.Person);

    /// <summary>
    /// Whether a caller is the one who proposed: with the same key, or another one of the same organisation or person.
    /// </summary>
    public bool Is(Actor by) => by.Id == Key || by.Role == Role && Role switch
    {
        Role.Partner => by.Organisation is not null && by.Organisation == Organisation,
        Role.Delegate => by.Person is not null && by.Person == Person,
        _ => false,
    };
}

/// <summary>What an organisation holds against a text it lets pass, in its own words.</summary>
public sealed record Reservation(Guid Organisation, [MaxText(Limits.Summary)] LocalisedText Text);

/// <summary>How the World Assembly came to its decision.</summary>
public sealed record Verdict(
    DecidedBy By, DateTimeOffset At, Tally? Tally = null, IReadOnlyList<Reservation>? Objections = null);

/// <summary>A recommendation that became part of a consolidation, at the version in which it did.</summary>
public sealed record ConsolidatedSource(Guid Recommendation, long Version);

/// <summary>A clause of a recommendation, by its number.</summary>
public sealed record ClauseRef(Guid Recommendation, int Clause);

/// <summary>A clause of a consolidation, and the clauses it was made from.</summary>
public sealed record ConsolidatedClause(
    [MaxText(Limits.Text)] LocalisedText Text,
    [MaxLength(Limits.Sources)] IReadOnlyList<ClauseRef> Sources,
    ClauseKind Kind);

/// <summary>A clause that stands in no clause of the consolidation, and why.</summary>
/// <param name="Reason">Why, in the language of who consolidated.</param>
/// <param name="Translations">The reason in other languages.</param>
public sealed record LeftOutClause(
    ClauseRef Source,
    [MaxText(Limits.Summary)] string Reason,
    [MaxText(Limits.Summary)] LocalisedText? Translations = null)
{
    /// <summary>The reason in a language; as it was given where it is not translated.</summary>
    public string ReasonIn(string language) => Translations?.In(language) ?? Reason;
}

/// <summary>How a clause of a consolidation was made.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClauseKind>))]
public enum ClauseKind
{
    /// <summary>One clause, word for word.</summary>
    [JsonStringEnumMemberName("verbatim")] Verbatim,

    /// <summary>Two clauses or more, in one.</summary>
    [JsonStringEnumMemberName("merged")] Merged,

    /// <summary>One clause, in other words.</summary>
    [JsonStringEnumMemberName("reworded")] Reworded,

    /// <summary>No clause of any source: written for the consolidation.</summary>
    [JsonStringEnumMemberName("new")] New,
}
