using System.Collections.Immutable;

namespace Summit.Deliberation;

/// <summary>The id of a paragraph: from 1 that of a clause, which stays as long as the clause does.</summary>
/// <param name="Id">The id, the same in all languages.</param>
/// <param name="IsOpening">Whether it comes before the first clause, and is none.</param>
/// <param name="IsStruck">Whether it is no longer in the text.</param>
public sealed record ParagraphId(int Id, bool IsOpening = false, bool IsStruck = false);

/// <summary>A paragraph of a text in one language.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Words">What it says; null where it was struck.</param>
/// <param name="IsOpening">Whether it comes before the first clause, and is none.</param>
public sealed record Paragraph(int Id, string? Words, bool IsOpening = false);

/// <summary>
/// A text in one language, of paragraphs with ids that stay (DE4). Those that were struck are kept without words, for
/// what was proposed beside them.
/// </summary>
public sealed class ClausedText
{
    private readonly Dictionary<int, Paragraph> byId = [];
    private readonly Dictionary<int, int> numbers = [];

    /// <summary>A text of paragraphs.</summary>
    /// <param name="all">The paragraphs, struck ones included, each id once.</param>
    /// <param name="last">The last id given, in any language.</param>
    public ClausedText(ImmutableList<Paragraph> all, int last)
    {
        (All, Last) = (all, last);
        foreach (var one in all)
            byId.TryAdd(one.Id, one);
        Present = [.. all.Where(one => one.Words is not null)];
        Clauses = [.. Present.Where(one => !one.IsOpening)];
        foreach (var (index, clause) in Clauses.Index())
            numbers.TryAdd(clause.Id, index + 1);
    }

    /// <summary>The paragraphs, struck ones included.</summary>
    public ImmutableList<Paragraph> All { get; }

    /// <summary>The last id given, in any language.</summary>
    public int Last { get; }

    /// <summary>The paragraphs that it has.</summary>
    public IReadOnlyList<Paragraph> Present { get; }

    /// <summary>Its clauses, in order: the first has the number 1.</summary>
    public IReadOnlyList<Paragraph> Clauses { get; }

    /// <summary>A first text: the id of each clause is its number.</summary>
    /// <param name="text">The words.</param>
    /// <param name="openings">How many paragraphs come before the first clause.</param>
    public static ClausedText First(string text, int openings)
    {
        var words = Deliberation.Clauses.Of(text);
        return new(
            [.. words.Select((said, n) => new Paragraph(n + 1 - openings, said, IsOpening: n < openings))],
            Math.Max(0, words.Count - openings));
    }

    /// <summary>The same in each language.</summary>
    public static IReadOnlyDictionary<string, ClausedText> First(LocalisedText text, int openings)
    {
        var first = text.ByLanguage.ToDictionary(one => one.Key, one => First(one.Value, openings));
        var last = first.Values.Max(one => one.Last);
        return first.ToDictionary(one => one.Key, one => one.Value.After(last));
    }

    /// <summary>A text whose paragraphs have these ids.</summary>
    public static ClausedText Of(string text, IEnumerable<ParagraphId> ids, int last)
    {
        var words = new Queue<string>(Deliberation.Clauses.Of(text));
        return new([.. ids.Select(one => new Paragraph(one.Id, one.IsStruck ? null : words.Dequeue(), one.IsOpening))],
            last);
    }

    /// <summary>The words of its paragraphs.</summary>
    public IReadOnlyList<string> Words => [.. Present.Select(one => one.Words!)];

    /// <summary>The whole text.</summary>
    public string Text => Deliberation.Clauses.Join(Words);

    /// <summary>What is kept of it beside its words.</summary>
    public IEnumerable<ParagraphId> Ids =>
        All.Select(one => new ParagraphId(one.Id, one.IsOpening, IsStruck: one.Words is null));

    /// <summary>The paragraph of an id, also one that was struck; null where there was none.</summary>
    public Paragraph? Find(int id) => byId.GetValueOrDefault(id);

    /// <summary>The clause of an id; null where it has none, or it was struck.</summary>
    public Paragraph? Clause(int id) => Find(id) is { Words: not null, IsOpening: false } clause ? clause : null;

    /// <summary>The clause of a number, from 1; null where it has none.</summary>
    public Paragraph? Numbered(int number) => number < 1 ? null : Clauses.ElementAtOrDefault(number - 1);

    /// <summary>The number of a clause; null where it has none of this id.</summary>
    public int? NumberOf(int id) => numbers.TryGetValue(id, out var number) ? number : null;

    /// <summary>The same, in which no id up to a last one is given again.</summary>
    public ClausedText After(int last) => last == Last ? this : new(All, last);

    /// <summary>The same with other words for a paragraph: of several, the first keeps its id.</summary>
    public ClausedText Replace(int id, string text)
    {
        var at = All.FindIndex(one => one.Id == id);
        var words = Deliberation.Clauses.Of(text);
        // Stored amendments may hold nothing but what cannot be seen.
        if (words.Count == 0)
            return Strike(id);
        return new(
            All.SetItem(at, All[at] with { Words = words[0] }).InsertRange(at + 1,
                words.Skip(1).Select((said, n) => new Paragraph(Last + 1 + n, said, All[at].IsOpening))),
            Last + words.Count - 1);
    }

    /// <summary>The same without a paragraph.</summary>
    public ClausedText Strike(int id) =>
        new(All.ConvertAll(one => one.Id == id ? one with { Words = null } : one), Last);

    /// <summary>The same with further clauses.</summary>
    /// <param name="after">The id of the clause they come after; null for the beginning, after the opening.</param>
    /// <param name="text">Their words.</param>
    /// <param name="since">
    /// The last id when that was proposed: what has come to the same place since comes before them.
    /// </param>
    public ClausedText Insert(int? after, string text, int since)
    {
        var words = Deliberation.Clauses.Of(text);
        var at = All.FindLastIndex(one => after is { } id ? one.Id == id : one.IsOpening) + 1;
        while (at < All.Count && All[at].Id > since)
            at++;
        return new(All.InsertRange(at, words.Select((said, n) => new Paragraph(Last + 1 + n, said))),
            Last + words.Count);
    }

    /// <summary>The same with openings where texts have them: before all clauses.</summary>
    internal ClausedText Ordered()
    {
        var last = Last;
        var hasBegun = false;
        return new(
        [
            .. All.Select(one =>
            {
                hasBegun |= one is { Words: not null, IsOpening: false };
                return !hasBegun || !one.IsOpening ? one
                    : one with { Id = one is { Id: < 1, Words: not null } ? ++last : one.Id, IsOpening = false };
            }),
        ], last);
    }
}
