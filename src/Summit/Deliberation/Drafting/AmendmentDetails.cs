namespace Summit.Deliberation;

/// <summary>An amendment as readers see it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Language">The language of the words.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="Text">The words proposed; absent where a clause is struck.</param>
/// <param name="Replaces">The words it was proposed on; absent where a clause is inserted.</param>
/// <param name="Clause">The number of the clause when it was proposed; absent for the whole text.</param>
/// <param name="RejectedBecause">Why it was rejected.</param>
/// <param name="Overtaken">Whether the words it was proposed on have changed: it cannot be accepted.</param>
/// <param name="Change">What it does. Always there.</param>
/// <param name="ClauseId">The id of the clause, by which the present text has it.</param>
/// <param name="After">The number, then, of the clause after which it inserts one; 0 for the beginning.</param>
/// <param name="AfterId">The id of that clause.</param>
/// <param name="Openings">How many paragraphs of its whole text come before the first clause.</param>
/// <param name="ReopenedBecause">Why it was last taken up again, after it had been rejected or withdrawn.</param>
public sealed record AmendmentDetails(
    int Number,
    AmendmentStatus Status,
    string Language,
    string Reason,
    Proposer By,
    DateTimeOffset ProposedAt,
    string? Text = null,
    string? Replaces = null,
    int? Clause = null,
    string? RejectedBecause = null,
    bool? Overtaken = null,
    AmendmentChange? Change = null,
    int? ClauseId = null,
    int? After = null,
    int? AfterId = null,
    int? Openings = null,
    string? ReopenedBecause = null)
{
    /// <summary>The details of an amendment of a recommendation.</summary>
    public static AmendmentDetails Of(Recommendation it, Amendment amendment) =>
        Row(amendment).Shown(OvertakenIn(it, [amendment]));

    /// <summary>The numbers of a recommendation's open amendments that cannot be accepted any more.</summary>
    internal static IReadOnlySet<int> OvertakenIn(Recommendation it) => OvertakenIn(it, it.Amendments);

    // As far as it does not follow from the rest, nor takes an alignment: rows are written one at a time.
    internal static AmendmentDetails Row(Amendment amendment)
    {
        var proposed = amendment.Proposed;
        return new(amendment.Number, amendment.Status, proposed.Language, proposed.Reason, proposed.By, proposed.At,
            proposed.Text, proposed.Replaces, proposed.Clause, amendment.RejectedBecause, Overtaken: null,
            proposed.Change, proposed.Clause is null ? null : amendment.ClauseId, proposed.After,
            proposed.After is null ? null : amendment.ClauseId, proposed.Openings, amendment.ReopenedBecause);
    }

    /// <summary>A row as readers see it. Of being overtaken, those of an earlier version know the past.</summary>
    /// <param name="overtaken">The numbers of those that are.</param>
    internal AmendmentDetails Shown(IReadOnlySet<int> overtaken) => this with
    {
        Overtaken = overtaken.Contains(Number) ? true : null,
        Change = Change ?? AmendmentChange.Replace,
        ClauseId = ClauseId ?? Clause,
        AfterId = AfterId ?? (After is 0 ? null : After),
    };

    private static HashSet<int> OvertakenIn(Recommendation it, IReadOnlyList<Amendment> amendments)
    {
        Amendment[] open = [.. amendments.Where(amendment => amendment.Status == AmendmentStatus.Proposed)];
        if (open.Length == 0)
            return [];
        var texts = it.Texts;
        return
        [
            .. open.Where(amendment => !texts.TryGetValue(amendment.Proposed.Language, out var text)
                    || amendment.AppliedTo(text, it.Openings) is null)
                .Select(amendment => amendment.Number),
        ];
    }
}
