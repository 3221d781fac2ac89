using System.Collections.Immutable;

namespace Summit.Deliberation;

/// <summary>
/// The ids of a recommendation's paragraphs in each of its languages, in their order, those that were struck included:
/// they keep the place of what is put beside them.
/// </summary>
/// <param name="Last">The last id given: none is given twice.</param>
/// <param name="ByLanguage">The paragraphs.</param>
public sealed record ParagraphIds(
    int Last, ImmutableSortedDictionary<string, ImmutableList<ParagraphId>> ByLanguage)
{
    /// <summary>The same for these languages alone.</summary>
    public ParagraphIds Only(IEnumerable<string> languages) => this with
    {
        ByLanguage = ByLanguage.RemoveRange(ByLanguage.Keys.Except(languages)),
    };

    /// <summary>A text with its ids; null where there are none for its language, or not as many.</summary>
    /// <param name="language">The language.</param>
    /// <param name="text">The text.</param>
    public ClausedText? In(string language, string text) =>
        ByLanguage.TryGetValue(language, out var ids) && ids.Count(one => !one.IsStruck) == Clauses.Of(text).Count
            ? ClausedText.Of(text, ids, Last)
            : null;

    /// <summary>A text with its ids in each of its languages; null where one of them has none.</summary>
    public Dictionary<string, ClausedText>? In(LocalisedText text)
    {
        var texts = text.ByLanguage.ToDictionary(one => one.Key, one => In(one.Key, one.Value));
        return texts.ContainsValue(null) ? null : texts.ToDictionary(one => one.Key, one => one.Value!);
    }

    /// <summary>
    /// The ids of texts; null where each clause has that of its number, as long as nothing was added, struck or moved.
    /// </summary>
    /// <param name="texts">The texts by language.</param>
    /// <param name="openings">How many paragraphs the first text had before its first clause.</param>
    public static ParagraphIds? Of(IReadOnlyDictionary<string, ClausedText> texts, int openings)
    {
        var last = texts.Values.Max(text => text.Last);
        var first = texts.Values.Select(text => ClausedText.First(text.Text, openings)).ToArray();
        return last == first.Max(text => text.Last)
            && texts.Values.Zip(first).All(pair => pair.First.Ids.SequenceEqual(pair.Second.Ids))
            ? null
            : new ParagraphIds(last, texts.ToImmutableSortedDictionary(
                text => text.Key, text => text.Value.Ids.ToImmutableList(), StringComparer.Ordinal));
    }
}
