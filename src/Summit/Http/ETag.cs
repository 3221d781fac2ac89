using System.Globalization;

namespace Summit.Http;

/// <summary>A stream's version as an entity tag.</summary>
public static class ETag
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version of a strong tag; false where it is none of ours.</summary>
    public static bool TryParse(string tag, out long version)
    {
        version = 0;
        return tag is ['"', .. var digits, '"']
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
