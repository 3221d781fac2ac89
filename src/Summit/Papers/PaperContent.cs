using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Summit.Papers;

/// <summary>What a paper says, in one of its revisions.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Summary">What it is about.</param>
/// <param name="Body">The paper itself, in Markdown.</param>
/// <param name="PolicyDomains">Codes of the Congress's policy domains.</param>
/// <param name="ProposedRecommendations">What it proposes, in order.</param>
/// <param name="Scope">How far it reaches.</param>
public sealed record PaperContent(
    LocalisedText Title,
    LocalisedText Summary,
    LocalisedText Body,
    IReadOnlyList<string> PolicyDomains,
    IReadOnlyList<ProposedRecommendation> ProposedRecommendations,
    PaperScope? Scope = null)
{
    /// <summary>Whether another says the same.</summary>
    public bool SameAs(PaperContent other) =>
        Title.Equals(other.Title)
        && Summary.Equals(other.Summary)
        && Body.Equals(other.Body)
        && Scope == other.Scope
        && PolicyDomains.SequenceEqual(other.PolicyDomains)
        && ProposedRecommendations.SequenceEqual(other.ProposedRecommendations);
}

/// <summary>A recommendation that a paper proposes.</summary>
/// <param name="Text">Its text.</param>
public sealed record ProposedRecommendation([MaxText(Limits.Text)] LocalisedText Text);

/// <summary>How far a paper reaches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaperScope>))]
public enum PaperScope
{
    [JsonStringEnumMemberName("continental")] Continental,
    [JsonStringEnumMemberName("sectoral")] Sectoral,
    [JsonStringEnumMemberName("thematic")] Thematic,
}

/// <summary>The id a paper has in the submitting organisation's own system.</summary>
/// <param name="System">The system.</param>
/// <param name="Id">The id there.</param>
public sealed record ExternalId([Code] string System, [ExternalIdForm] string Id);

/// <summary>An id of another system, such that it can stand in an address.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class ExternalIdFormAttribute()
    : RegularExpressionAttribute(@"^[\p{L}\p{N}]([^\p{C}%\\]*[^\p{C}\p{Z}%\\])?$"), ISaysExpected
{
    /// <inheritdoc/>
    public Sentence Expected { get; } = (
        $"Begins with a letter or digit, has no percent sign or backslash, at most {Limits.ExternalId} characters.",
        $"Commence par une lettre ou un chiffre, sans signe pour cent ni barre oblique inverse, au plus "
            + $"{Limits.ExternalId} caractères.",
        $"Comienza con una letra o cifra, sin signo de porcentaje ni barra invertida, como máximo "
            + $"{Limits.ExternalId} caracteres.");

    public override string FormatErrorMessage(string name) => Expected.En;

    // The framework's expressions see the halves of a character outside the basic plane, each of them a surrogate.
    public override bool IsValid(object? value) =>
        value is null || value is string id && IsForm([.. id.EnumerateRunes()]);

    private static bool IsForm(Rune[] id) =>
        id.Length is > 0 and <= Limits.ExternalId
        && (Rune.IsLetter(id[0]) || Rune.IsNumber(id[0]))
        && id.All(rune => rune.Value is not ('%' or '\\') && !IsOther(rune))
        && !Rune.IsSeparator(id[^1]);

    // \p{C}: no character, or one that is not seen.
    private static bool IsOther(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
