using System.ComponentModel.DataAnnotations;

namespace Summit.Access;

/// <summary>The first administrator's key. The service does not start with an invalid value.</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// An administrator's key, for as long as it is configured: as long as 128 random bits are in Base64, so that it
    /// cannot be guessed; null or empty for none.
    /// </summary>
    [RegularExpression(".{22,}", ErrorMessage = "A key of at least 22 characters is expected: it must not be guessed.")]
    public string? BootstrapKey { get; init; }
}
