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
