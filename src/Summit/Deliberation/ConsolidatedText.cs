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
}
