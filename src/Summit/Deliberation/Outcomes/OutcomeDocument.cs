namespace Summit.Deliberation;

/// <summary>The outcomes of a Congress, with all that a reader needs to know of where each comes from.</summary>
/// <param name="Congress">The slug of the Congress.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Host">Where it takes place.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="TimeZone">The zone of its days.</param>
/// <param name="PolicyDomains">The policy domains its items belong to.</param>
/// <param name="Items">The outcomes: those sealed by their number, then the others, the oldest first.</param>
/// <param name="Sealed">The World Assembly's sealed outcome; absent before the first.</param>
/// <param name="Position">The position they were asked for at; absent for how things stand.</param>
public sealed record OutcomeDocument(
    string Congress,
    LocalisedText Name,
    Congress.Host Host,
    DateOnly StartsOn,
    DateOnly EndsOn,
    string TimeZone,
    IReadOnlyList<OutcomeDomain> PolicyDomains,
    IReadOnlyList<OutcomeItem> Items,
    OutcomeSeal? Sealed = null,
    long? Position = null);

/// <summary>Which sealed outcome the numbers of items are of.</summary>
/// <param name="Version">Its version; a correction is a new one.</param>
/// <param name="Hash">SHA-256 over the canonical JSON (RFC 8785) of its items, in lower-case hexadecimal.</param>
/// <param name="At">When it was sealed.</param>
public sealed record OutcomeSeal(int Version, string Hash, DateTimeOffset At);

/// <summary>A policy domain and the items that belong to it.</summary>
public sealed record OutcomeDomain(string Code, LocalisedText Name, IReadOnlyList<Guid> Recommendations);

/// <summary>One outcome.</summary>
/// <param name="Id">The recommendation.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Text">Its text as it stands.</param>
/// <param name="Authentic">The language that was decided upon.</param>
/// <param name="Tracks">Its tracks.</param>
/// <param name="PolicyDomains">Its policy domains.</param>
/// <param name="Sections">The sections whose papers it rests on.</param>
/// <param name="Lineage">Where it comes from.</param>
/// <param name="Support">Whom it rests on, and how it was agreed.</param>
/// <param name="Reservations">What was reserved when it was agreed.</param>
/// <param name="Clauses">Its clauses, each with its id and its number.</param>
/// <param name="Decision">What the World Assembly last decided.</param>
/// <param name="Number">Its number in the sealed outcome.</param>
/// <param name="OutcomeVersion">The version of the sealed outcome.</param>
/// <param name="Opening">What comes before its first clause.</param>
public sealed record OutcomeItem(
    Guid Id,
    RecommendationStatus Status,
    LocalisedText Text,
    string Authentic,
    IReadOnlyList<Track> Tracks,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<string> Sections,
    OutcomeLineage Lineage,
    OutcomeSupport Support,
    IReadOnlyList<OutcomeStatement> Reservations,
    IReadOnlyList<ClauseDetails> Clauses,
    OutcomeDecision? Decision = null,
    int? Number = null,
    int? OutcomeVersion = null,
    LocalisedText? Opening = null);

/// <summary>Where an outcome comes from.</summary>
/// <param name="Sessions">The sessions it was agreed in.</param>
/// <param name="Papers">The papers, and their proposed texts, that it rests on.</param>
/// <param name="Sources">What it was consolidated from, each with its own lineage.</param>
/// <param name="Opening">The words before its first clause, as consolidated.</param>
/// <param name="Clauses">Its clauses as consolidated, and the clauses they were made from.</param>
/// <param name="AmendedSince">
/// The numbers of those whose words have changed since; empty where clauses were only added or moved, or the opening
/// changed; absent where the text is as consolidated.
/// </param>
/// <param name="LeftOut">The clauses of its sources that it leaves out.</param>
public sealed record OutcomeLineage(
    IReadOnlyList<OutcomeSession> Sessions,
    IReadOnlyList<OutcomePaper> Papers,
    IReadOnlyList<OutcomeItem>? Sources = null,
    LocalisedText? Opening = null,
    IReadOnlyList<ConsolidatedClause>? Clauses = null,
    IReadOnlyList<LeftOutClause>? LeftOut = null,
    IReadOnlyList<int>? AmendedSince = null);

/// <summary>A session.</summary>
public sealed record OutcomeSession(Guid Id, Track? Track = null, LocalisedText? Title = null);

/// <summary>
/// A paper's revision, and which of its proposed texts; of a paper that the reader may not know, the revision alone.
/// </summary>
public sealed record OutcomePaper(
    Guid Id, int Revision, OutcomeOrganisation? Organisation = null, LocalisedText? Title = null,
    int? Proposed = null);

/// <summary>An organisation.</summary>
public sealed record OutcomeOrganisation(Guid Id, LocalisedText? Name = null);

/// <summary>The organisations whose papers it rests on, and how the session agreed.</summary>
public sealed record OutcomeSupport(IReadOnlyList<OutcomeOrganisation> Organisations, Agreement? Agreement = null);

/// <summary>What an organisation said for the record.</summary>
public sealed record OutcomeStatement(OutcomeOrganisation Organisation, LocalisedText Text);

/// <summary>What the World Assembly decided.</summary>
/// <param name="Round">In which round.</param>
/// <param name="Forwarded">The text that was before it, where it adopted another one.</param>
public sealed record OutcomeDecision(
    int Round,
    RecommendationStatus Decision,
    DecidedBy By,
    DateTimeOffset At,
    Tally? Tally = null,
    IReadOnlyList<OutcomeStatement>? Objections = null,
    LocalisedText? Forwarded = null);
