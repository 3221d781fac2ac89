using Summit.Http;

namespace Summit.Deliberation;

/// <summary>The outcomes as other contexts see them: what everybody may read.</summary>
public interface IPublishedOutcomes
{
    /// <summary>The Markdown document of a Congress's adopted recommendations, as they stand.</summary>
    /// <param name="congress">The Congress: there is one of this id.</param>
    /// <param name="reader">The languages that its texts are taken in first.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<Representation> Markdown(Guid congress, LanguagePreference reader, CancellationToken cancel);
}
