namespace Summit.Deliberation;

/// <summary>
/// The way of a recommendation or a paper (DE16): back to papers, proposed texts and sessions through any number of
/// consolidations, and onward to what became of it, each step by its event.
/// </summary>
/// <param name="Subject">What was asked for.</param>
/// <param name="Papers">The papers on the way, with the proposed texts that were taken up.</param>
/// <param name="Sessions">The sessions on the way.</param>
/// <param name="Recommendations">The recommendations on the way.</param>
/// <param name="Arrows">What came from what.</param>
/// <param name="Steps">What happened, in order.</param>
public sealed record Trace(
    Guid Subject,
    IReadOnlyList<TracedPaper> Papers,
    IReadOnlyList<OutcomeSession> Sessions,
    IReadOnlyList<TracedRecommendation> Recommendations,
    IReadOnlyList<LineageLink> Arrows,
    IReadOnlyList<TraceStep> Steps);

/// <summary>A paper on the way.</summary>
public sealed record TracedPaper(
    Guid Id,
    IReadOnlyList<TracedProposal> Taken,
    LocalisedText? Title = null,
    OutcomeOrganisation? Organisation = null);

/// <summary>A revision of a paper that was taken up, or one of its proposed texts.</summary>
public sealed record TracedProposal(int Revision, int? Proposed = null, LocalisedText? Text = null);

/// <summary>A recommendation on the way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Text">Its text.</param>
/// <param name="Consolidation">What became of the clauses it was consolidated from.</param>
/// <param name="Sealed">Its place in the sealed outcome.</param>
public sealed record TracedRecommendation(
    Guid Id, RecommendationStatus Status, LocalisedText Text, Lineage? Consolidation = null,
    SealedPlace? Sealed = null);

/// <summary>Something that happened on the way.</summary>
/// <param name="Event">The event's id.</param>
/// <param name="Position">Its position.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Type">Its wire name.</param>
/// <param name="Kind">What it happened to: <c>paper</c>, <c>session</c> or <c>recommendation</c>.</param>
/// <param name="Subject">Its id.</param>
/// <param name="Round">The round of forwarding it belongs to.</param>
/// <param name="Number">The amendment's number, or the number in the sealed outcome.</param>
public sealed record TraceStep(
    Guid Event, long Position, DateTimeOffset At, string Type, string Kind, Guid Subject, int? Round = null,
    int? Number = null);
