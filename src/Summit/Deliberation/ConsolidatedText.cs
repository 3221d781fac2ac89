namespace Summit.Deliberation;

/// <summary>The whole text of a consolidation.</summary>
public static class ConsolidatedText
{
    /// <summary>
    /// Opening and clauses in one, in the languages that all of them are in. A clause that is in more languages keeps
    /// those in the lineage.
    /// </summary>
    public static LocalisedText Of(LocalisedText opening, IReadOnlyList<ConsolidatedClause> clauses)
    {
        LocalisedText[] parts = [opening, .. clauses.Select(clause => clause.Text)];
        return LocalisedText.Of(opening.Languages
            .Where(language => parts.All(part => part.In(language) is not null))
            .Select(language => (language, Clauses.Join(parts.Select(part => part.In(language)!.Trim())))));
    }

    /// <summary>
    /// The clauses, by their number in the consolidation, which is their id, whose words have changed since, in any
    /// language that both texts are in; null where the text is the one that was consolidated.
    /// </summary>
    public static IReadOnlyList<int>? AmendedIn(
        IReadOnlyDictionary<string, ClausedText> texts, LocalisedText opening,
        IReadOnlyList<ConsolidatedClause> clauses)
    {
        var consolidated = Of(opening, clauses);
        var both = consolidated.Languages.Where(texts.ContainsKey).ToArray();
        if (both.Length == 0)
            return [.. Enumerable.Range(1, clauses.Count)];
        if (both.All(language => Clauses.Same(consolidated.In(language)!, texts[language].Text)))
            return null;
        return
        [
            .. clauses.Index().Where(clause => both.Any(language =>
                    texts[language].Clause(clause.Index + 1)?.Words is not { } words
                    || !Clauses.Same(words, clause.Item.Text.In(language)!)))
                .Select(clause => clause.Index + 1),
        ];
    }
}
