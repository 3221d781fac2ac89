using System.Globalization;

namespace Summit.Http;

/// <summary>A stream's version as an entity tag.</summary>
public static class ETag
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
