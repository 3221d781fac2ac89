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
    /// The clauses, by their number in the consolidation, whose words have changed since, in any language that both
    /// texts are in; null where the text is the one that was consolidated.
    /// </summary>
    public static IReadOnlyList<int>? AmendedIn(
        LocalisedText text, LocalisedText opening, IReadOnlyList<ConsolidatedClause> clauses)
    {
        var consolidated = Of(opening, clauses);
        var both = consolidated.Languages.Intersect(text.Languages).ToArray();
        if (both.Length == 0)
            return [.. Enumerable.Range(1, clauses.Count)];
        if (both.All(language => Clauses.Same(consolidated.In(language)!, text.In(language)!)))
            return null;
        return
        [
            .. both.SelectMany(language => Clauses.Gone(consolidated.In(language)!, text.In(language)!))
                // The opening is the first paragraph, and no clause.
                .Select(number => number - 1).Where(number => number > 0)
                .Distinct().Order(),
        ];
    }
}
