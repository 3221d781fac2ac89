namespace Summit.Deliberation;

/// <summary>What a consolidation was made from, with what became of each clause.</summary>
public sealed record Lineage(
    IReadOnlyList<ConsolidatedSource> Sources,
    LocalisedText Opening,
    IReadOnlyList<ConsolidatedClause> Clauses,
    IReadOnlyList<LeftOutClause> LeftOut,
    DateTimeOffset At);
