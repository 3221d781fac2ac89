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
        var last = before.Last;
        var after = new ParagraphOrder<Paragraph>(
            changes.Words.Select((said, n) => new Paragraph(
                changes.Origin(n)?.Id ?? ++last, said, changes.IsOpening(n))),
            one => one.Id);
        // What is gone stays where it was: behind what came before it.
        int? place = null;
        foreach (var one in before.All)
        {
            if (!after.Has(one.Id))
                after.Insert(place, one with { Words = null });
            place = one.Id;
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
        var merged = new ParagraphOrder<Paragraph>(
            now.All.Select(one => changes.IsStruck(one.Id) ? one with { Words = null } : one), one => one.Id);
        var last = now.Last;
        int? after = null;
        var furthest = -1;
        for (var n = 0; n < changes.Words.Count; n++)
        {
            var origin = changes.Origin(n);
            var kept = origin is null ? null : merged.Find(origin.Id);
            // It was left out of a translation that came meanwhile.
            if (origin is not null && kept is null)
                continue;
            var said = kept is null ? new Paragraph(++last, changes.Words[n], changes.IsOpening(n))
                : changes.IsChanged(origin!) ? kept with { Words = changes.Words[n] }
                : kept;
            if (kept is not null && openings is not null)
                said = said with { IsOpening = changes.IsOpening(n) };
            var isMoved = kept is not null && changes.Index(n) < furthest;
            furthest = Math.Max(furthest, changes.Index(n) ?? -1);
            if (isMoved)
                merged.Remove(said.Id);
            if (kept is null || isMoved)
                merged.Insert(after, said, passing: one => one.Id > proposedOn.Last);
            else
                merged.Replace(said);
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
        if (words.Count == authentic.Present.Count)
            return ClausedText.Of(text, authentic.Ids, authentic.Last);
        if (before is not null)
            return before.After(Math.Max(before.Last, authentic.Last)).Instead(text);
        var known = authentic.Present;
        return new(
        [
            .. words.Select((said, n) => n < known.Count
                ? known[n] with { Words = said }
                : new Paragraph(authentic.Last + 1 + n - known.Count, said)),
        ], authentic.Last + Math.Max(0, words.Count - known.Count));
    }

    private sealed class Changes
    {
        private readonly IReadOnlyList<Paragraph> were;
        private readonly int?[] pairs;
        private readonly int? openings;

        // Where each paragraph of before has gone; null where it was struck.
        private readonly Dictionary<int, int?> placeOf = [];

        // For each paragraph the nearest at or after it, and the nearest before it, that go on one of before.
        private readonly Paragraph?[] next, previous;

        public Changes(ClausedText before, string text, int? openings)
        {
            this.openings = openings;
            were = before.Present;
            Words = Clauses.Of(text);
            pairs = TextAlignment.Of(before.Words, Words, were.Count(one => one.IsOpening));
            foreach (var one in were)
                placeOf[one.Id] = null;
            (next, previous) = (new Paragraph?[pairs.Length], new Paragraph?[pairs.Length]);
            for (var n = 0; n < pairs.Length; n++)
            {
                if (Origin(n) is { } origin)
                    placeOf[origin.Id] = n;
                previous[n] = n == 0 ? null : Origin(n - 1) ?? previous[n - 1];
            }
            for (var n = pairs.Length - 1; n >= 0; n--)
                next[n] = Origin(n) ?? (n + 1 < pairs.Length ? next[n + 1] : null);
        }

        public IReadOnlyList<string> Words { get; }

        public int? Index(int n) => pairs[n];

        public Paragraph? Origin(int n) => pairs[n] is { } index ? were[index] : null;

        public bool IsStruck(int id) => placeOf.TryGetValue(id, out var place) && place is null;

        public bool IsChanged(Paragraph one) =>
            placeOf[one.Id] is not { } n || !Clauses.Same(Words[n], one.Words!);

        // What is put before an opening, or comes of one that was reworded, belongs to it.
        public bool IsOpening(int n)
        {
            if (openings is { } count)
                return n < count;
            if (Origin(n) is { } origin)
                return origin.IsOpening;
            return next[n] is { IsOpening: true } || previous[n] is { IsOpening: true } before && IsChanged(before);
        }
    }
}
