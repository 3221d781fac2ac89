namespace Summit.Pages;

/// <summary>Where a page is, and in which language.</summary>
/// <param name="PathBase">What a proxy puts before all paths.</param>
/// <param name="Words">The words in its language.</param>
/// <param name="NamesLanguage">Whether the address names the language, so that links keep it.</param>
/// <param name="Track">The track that it is narrowed to, by its name; null for none.</param>
public sealed record PageFrame(string PathBase, PageWords Words, bool NamesLanguage = false, string? Track = null)
{
    /// <summary>The address of a page in the same language.</summary>
    public string Link(string path) => NamesLanguage ? $"{Plain(path)}?lang={Words.Code}" : Plain(path);

    /// <summary>The address of what has no language of its own.</summary>
    public string Plain(string path) => PathBase + path;

    /// <summary>This page in another language.</summary>
    /// <remarks>
    /// Relative to the page: its own path is what somebody asked for, and with two slashes leads elsewhere.
    /// </remarks>
    public string In(string language) => $"?lang={language}{(Track is null ? "" : $"&track={Track}")}";

    /// <summary>This page narrowed to another track; null for none.</summary>
    public string With(string? track) => (NamesLanguage, track) switch
    {
        (true, null) => $"?lang={Words.Code}",
        (true, _) => $"?lang={Words.Code}&track={track}",
        (false, null) => "?",
        _ => $"?track={track}",
    };
}
