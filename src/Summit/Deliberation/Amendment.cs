using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Summit.Deliberation;

/// <summary>The state of an amendment, and what it makes of a text (DE4, DE6).</summary>
/// <param name="Proposed">What was proposed.</param>
/// <param name="Status">What became of it.</param>
/// <param name="RejectedBecause">Why it was rejected.</param>
/// <param name="ClauseId">
/// The id of its clause, or of that after which it inserts one; null where it is the number that it was proposed under.
/// </param>
/// <param name="Last">The last id given when it was proposed; null where that is the last of the clauses.</param>
/// <param name="ProposedOn">The ids of the paragraphs that it was proposed on; null where each is its number.</param>
/// <param name="ReopenedBecause">Why it was last taken up again; null where it never was.</param>
public sealed record Amendment(
    AmendmentProposed Proposed,
    AmendmentStatus Status,
    string? RejectedBecause = null,
    int? ClauseId = null,
    int? Last = null,
    ImmutableList<ParagraphId>? ProposedOn = null,
    string? ReopenedBecause = null)
{
    /// <summary>Its number among the recommendation's amendments, from 1.</summary>
    [JsonIgnore]
    public int Number => Proposed.Number;

    /// <summary>What it does.</summary>
    [JsonIgnore]
    public AmendmentChange Change => Proposed.Change ?? AmendmentChange.Replace;

    /// <summary>
    /// The id of its clause, or of that after which it inserts one: 0 for the beginning, null for the whole text.
    /// </summary>
    [JsonIgnore]
    public int? Target => ClauseId ?? Proposed.Clause ?? Proposed.After;

    private bool IsWhole => Target is null;

    /// <summary>The state of what was just proposed.</summary>
    /// <param name="proposed">The amendment.</param>
    /// <param name="text">The text that it was proposed on.</param>
    /// <param name="openings">How many paragraphs came before the first clause of the first text.</param>
    public static Amendment Of(AmendmentProposed proposed, ClausedText text, int openings)
    {
        var amendment = new Amendment(proposed, AmendmentStatus.Proposed);
        var isCounted = text.Ids.SequenceEqual(ClausedText.First(text.Text, openings).Ids);
        if (amendment.IsWhole)
            return isCounted ? amendment : amendment with { Last = text.Last, ProposedOn = [.. text.Ids] };
        // Before clauses had ids they were counted so.
        var id = proposed.AfterId ?? proposed.ClauseId ?? (isCounted || proposed.Clause is not { } number ? null
            : text.Present.ElementAtOrDefault(number - 1 + openings)?.Id);
        return amendment with
        {
            ClauseId = id == amendment.Target ? null : id,
            Last = amendment.Change == AmendmentChange.Insert ? text.Last : null,
        };
    }

    /// <summary>
    /// The text after it; null where it is overtaken: the words that it changes are no longer those it was proposed on.
    /// </summary>
    /// <param name="now">The present text.</param>
    /// <param name="openings">How many paragraphs came before the first clause of the first text.</param>
    public ClausedText? AppliedTo(ClausedText now, int openings)
    {
        if (Target is not { } id)
            return now.Merge(TextProposedOn(openings), Proposed.Text!, Proposed.Openings);
        if (Change == AmendmentChange.Insert)
            return id == 0 || now.Find(id) is not null
                ? now.Insert(id == 0 ? null : id, Proposed.Text!, Last ?? now.Last)
                : null;
        if (now.Find(id)?.Words is not { } words || !Clauses.Same(words, Proposed.Replaces!))
            return null;
        return Change == AmendmentChange.Strike ? now.Strike(id) : now.Replace(id, Proposed.Text!);
    }

    /// <summary>The text after it was accepted.</summary>
    /// <param name="accepted">How it was accepted.</param>
    /// <param name="text">The words until then.</param>
    /// <param name="now">The same as clauses.</param>
    /// <param name="openings">How many paragraphs came before the first clause of the first text.</param>
    public (string Text, ClausedText Claused) Accepted(
        AmendmentAccepted accepted, string text, ClausedText now, int openings)
    {
        if (accepted.ParagraphIds?.In(Proposed.Language, accepted.Text ?? Proposed.Text!) is { } known)
            return (accepted.Text ?? Proposed.Text!, known);
        var (words, claused) = (Change, Proposed.Clause) switch
        {
            (AmendmentChange.Insert, _) => Whole(AppliedTo(now, openings) ?? InsertedByNumber(now)),
            (_, { } number) => AtNumber(number),
            _ => (accepted.Text ?? Proposed.Text!, AppliedTo(now, openings)),
        };
        return (words, claused is not null && claused.Words.SequenceEqual(Clauses.Of(words))
            ? claused
            : now.Instead(words, IsWhole && accepted.Text is null ? Proposed.Openings : null));

        (string, ClausedText?) AtNumber(int number)
        {
            Paragraph[] present = [.. now.Present];
            var at = accepted.Clause is { } later
                ? Array.IndexOf(present, now.Numbered(later))
                : number - 1 + openings;
            var clause = present.ElementAtOrDefault(at);
            if (at < 0 || Change == AmendmentChange.Strike && clause is null)
                return (text, now);
            return Change == AmendmentChange.Strike
                ? Whole(now.Strike(clause!.Id))
                : (Clauses.With(text, at + 1, Proposed.Replaces!, Proposed.Text!),
                    clause is null ? null : now.Replace(clause.Id, Proposed.Text!));
        }

        static (string, ClausedText?) Whole(ClausedText claused) => (claused.Text, claused);
    }

    // A row written before clauses had ids and not replayed yet has no others than numbers: nothing may stop at it.
    private ClausedText InsertedByNumber(ClausedText now) => now.Insert(
        now.Numbered(Math.Min(Proposed.After ?? 0, now.Clauses.Count))?.Id, Proposed.Text!, now.Last);

    private ClausedText TextProposedOn(int openings) => ProposedOn is { } ids
        ? ClausedText.Of(Proposed.Replaces!, ids, Last ?? 0)
        : ClausedText.First(Proposed.Replaces!, openings);
}

/// <summary>What became of an amendment.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AmendmentStatus>))]
public enum AmendmentStatus
{
    [JsonStringEnumMemberName("proposed")] Proposed,
    [JsonStringEnumMemberName("accepted")] Accepted,
    [JsonStringEnumMemberName("rejected")] Rejected,
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}
