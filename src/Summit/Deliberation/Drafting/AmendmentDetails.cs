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
    int? Openings = null)
{
    /// <summary>The details of an amendment of a recommendation.</summary>
    public static AmendmentDetails Of(Recommendation it, Amendment amendment) =>
        Row(it, amendment, it.Texts).Shown();

    // As far as it does not follow from the rest.
    internal static AmendmentDetails Row(
        Recommendation it, Amendment amendment, IReadOnlyDictionary<string, ClausedText> texts)
    {
        var proposed = amendment.Proposed;
        var isOvertaken = amendment.Status == AmendmentStatus.Proposed
            && (!texts.TryGetValue(proposed.Language, out var text) || amendment.AppliedTo(text, it.Openings) is null);
        return new(amendment.Number, amendment.Status, proposed.Language, proposed.Reason, proposed.By, proposed.At,
            proposed.Text, proposed.Replaces, proposed.Clause, amendment.RejectedBecause, isOvertaken ? true : null,
            proposed.Change, proposed.Clause is null ? null : amendment.ClauseId, proposed.After,
            proposed.After is null ? null : amendment.ClauseId, proposed.Openings);
    }

    internal AmendmentDetails Shown() => this with
    {
        Change = Change ?? AmendmentChange.Replace,
        ClauseId = ClauseId ?? Clause,
        AfterId = AfterId ?? (After is 0 ? null : After),
    };
}
