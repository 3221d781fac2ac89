using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Summit.Http;

/// <summary>A stream's version as an entity tag.</summary>
public static class ETag
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The tag of a version shown with something that was worked out beside the stream.</summary>
    /// <param name="version">The version.</param>
    /// <param name="beside">What else is shown or left out, in letters, digits and dots; null where nothing is.</param>
    public static string Of(long version, string? beside) => beside is null
        ? Of(version)
        : string.Create(CultureInfo.InvariantCulture, $"\"{version}+{beside}\"");

    /// <summary>The tag of the version that a tag was made of.</summary>
    internal static EntityTagHeaderValue VersionOf(EntityTagHeaderValue tag) =>
        tag.Tag.IndexOf('+') is > 0 and var end
            ? new EntityTagHeaderValue($"{tag.Tag.Subsegment(0, end)}\"", tag.IsWeak)
            : tag;
}
