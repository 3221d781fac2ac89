namespace Summit.Deliberation;

/// <summary>
/// The consolidated outcomes as a document to read, print and send round: what was adopted apart from what was not, by
/// policy domain, each recommendation with its text, where it comes from, how it was agreed and decided, and what was
/// reserved. Pure: rows in, text out.
/// </summary>
public static class OutcomeMarkdown
{
    /// <summary>The document.</summary>
    /// <param name="document">The outcomes.</param>
    /// <param name="language"><c>en</c>, <c>fr</c> or <c>es</c>.</param>
    /// <param name="reader">The languages that its texts are taken in first; null for that of the document.</param>
    /// <param name="selection">What was asked for; null for all.</param>
    public static string Render(
        OutcomeDocument document, string language, LanguagePreference? reader = null,
        OutcomeSelection? selection = null) =>
        new OutcomeWriter(document,
            new OutcomeWords(language, new([.. reader?.Ranges ?? [], language], reader?.Refused ?? [])),
            selection ?? new OutcomeSelection(new OutcomeFilter())).Write();
}
