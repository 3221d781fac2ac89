using System.Collections.Immutable;

namespace Summit.Deliberation;

/// <summary>
/// A whole text put in place of another, understood as what it changes: clause by clause, aligned by their words (DE6).
/// </summary>
public static class WholeText
{
    /// <summary>A text that goes on from another: clauses that stay or are reworded keep their ids.</summary>
    /// <param name="before">The text before.</param>
    /// <param name="text">The text after.</param>
    /// <param name="openings">How many of its paragraphs come before its first clause; null where unsaid.</param>
    public static ClausedText Instead(this ClausedText before, string text, int? openings = null)
    {
        var changes = new Changes(before, text, openings);
        var after = new List<Paragraph>();
        var last = before.Last;
        for (var n = 0; n < changes.Words.Count; n++)
        {
            after.Add(new Paragraph(
                changes.Origin(n)?.Id ?? ++last, changes.Words[n], changes.IsOpening(n)));
        }
        // What is gone stays where it was: behind what came before it.
        var place = 0;
        foreach (var one in before.All)
        {
            var at = after.FindIndex(kept => kept.Id == one.Id);
            if (at >= 0)
                place = at + 1;
            else
                after.Insert(place++, one with { Words = null });
        }
        return new ClausedText([.. after], last).Ordered();
    }

    /// <summary>
    /// What a whole text makes of the present one, if it was proposed on an earlier one: what it does not change stays
    /// as it is now. Null where something that it changes has changed since.
    /// </summary>
    /// <param name="now">The present text.</param>
    /// <param name="proposedOn">The text it was proposed on.</param>
    /// <param name="text">The text proposed.</param>
    /// <param name="openings">How many of its paragraphs come before its first clause; null where unsaid.</param>
    public static ClausedText? Merge(this ClausedText now, ClausedText proposedOn, string text, int? openings = null)
    {
        if (now.Present.Select(one => (one.Id, one.Words!.Nfc))
            .SequenceEqual(proposedOn.Present.Select(one => (one.Id, one.Words!.Nfc))))
            return now.Instead(text, openings);
        var changes = new Changes(proposedOn, text, openings);
        if (proposedOn.Present.Any(one =>
                changes.IsChanged(one)
                && (now.Find(one.Id)?.Words is not { } words || !Clauses.Same(words, one.Words!))))
            return null;
        var merged = now.All.ConvertAll(one => changes.IsStruck(one.Id) ? one with { Words = null } : one).ToList();
        var last = now.Last;
        int? after = null;
        var furthest = -1;
        for (var n = 0; n < changes.Words.Count; n++)
        {
            var id = changes.Origin(n)?.Id;
            var at = id is null ? -1 : merged.FindIndex(one => one.Id == id);
            // It was left out of a translation that came meanwhile.
            if (id is not null && at < 0)
                continue;
            var said = at < 0 ? new Paragraph(++last, changes.Words[n], changes.IsOpening(n))
                : changes.IsChanged(changes.Origin(n)!) ? merged[at] with { Words = changes.Words[n] }
                : merged[at];
            if (at >= 0 && openings is not null)
                said = said with { IsOpening = changes.IsOpening(n) };
            var isMoved = at >= 0 && changes.Index(n) < furthest;
            furthest = Math.Max(furthest, changes.Index(n) ?? -1);
            if (isMoved)
                merged.RemoveAt(at);
            if (at < 0 || isMoved)
                merged.Insert(Place(merged, after, proposedOn.Last), said);
            else
                merged[at] = said;
            after = said.Id;
        }
        return new ClausedText([.. merged], last).Ordered();
    }

    /// <summary>
    /// A translation of a text: its clauses are those of the text where there are as many, else those of the
    /// translation before, else they go by their order.
    /// </summary>
    public static ClausedText Translated(this ClausedText authentic, string text, ClausedText? before)
    {
        var words = Clauses.Of(text);
        if (words.Count == authentic.Present.Count())
            return ClausedText.Of(text, authentic.Ids, authentic.Last);
        if (before is not null)
            return (before with { Last = Math.Max(before.Last, authentic.Last) }).Instead(text);
        var known = authentic.Present.ToArray();
        return new(
        [
            .. words.Select((said, n) => n < known.Length
                ? known[n] with { Words = said }
                : new Paragraph(authentic.Last + 1 + n - known.Length, said)),
        ], authentic.Last + Math.Max(0, words.Count - known.Length));
    }

    private static int Place(List<Paragraph> merged, int? after, int since)
    {
        var at = merged.FindIndex(one => one.Id == after) + 1;
        while (at < merged.Count && merged[at].Id > since)
            at++;
        return at;
    }

    private sealed class Changes(ClausedText before, string text, int? openings)
    {
        private readonly Paragraph[] were = [.. before.Present];
        private readonly int?[] pairs = TextAlignment.Of(
            before.Words, Clauses.Of(text), before.Present.Count(one => one.IsOpening));

        public IReadOnlyList<string> Words { get; } = Clauses.Of(text);

        public int? Index(int n) => pairs[n];

        public Paragraph? Origin(int n) => pairs[n] is { } index ? were[index] : null;

        public bool IsStruck(int id) =>
            Array.FindIndex(were, one => one.Id == id) is >= 0 and var index && !pairs.Contains(index);

        public bool IsChanged(Paragraph one) =>
            Array.IndexOf(pairs, Array.IndexOf(were, one)) is not (>= 0 and var n)
            || !Clauses.Same(Words[n], one.Words!);

        // What is put before an opening, or comes of one that was reworded, belongs to it.
        public bool IsOpening(int n)
        {
            if (openings is { } count)
                return n < count;
            if (Origin(n) is { } origin)
                return origin.IsOpening;
            var next = Enumerable.Range(n, Words.Count - n).Select(Origin).FirstOrDefault(one => one is not null);
            var previous = Enumerable.Range(0, n).Select(Origin).LastOrDefault(one => one is not null);
            return next is { IsOpening: true } || previous is { IsOpening: true } && IsChanged(previous);
        }
    }
}
