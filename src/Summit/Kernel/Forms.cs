using System.ComponentModel.DataAnnotations;

namespace Summit.Kernel;

/// <summary>A code: lower-case words joined by hyphens.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class CodeAttribute() : RegularExpressionAttribute("^[a-z0-9]+(-[a-z0-9]+)*$")
{
    public override string FormatErrorMessage(string name) =>
        $"Lower-case letters and digits, in words joined by hyphens, at most {Limits.Code}.";

    public override bool IsValid(object? value) =>
        value is null || value is string { Length: <= Limits.Code } && base.IsValid(value);
}

/// <summary>A country by ISO 3166-1 alpha-2.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class CountryAttribute() : RegularExpressionAttribute("^[A-Z]{2}$")
{
    public override string FormatErrorMessage(string name) => "ISO 3166-1 alpha-2 is expected, such as ZA.";
}

/// <summary>BCP 47 language tags, each once.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class LanguagesAttribute : ValidationAttribute
{
    public override string FormatErrorMessage(string name) => "BCP 47 language tags, such as fr, each once.";

    public override bool IsValid(object? value) => value switch
    {
        null => true,
        string tag => LocalisedText.IsLanguage(tag),
        IReadOnlyList<string> tags => tags.All(LocalisedText.IsLanguage) && tags.Distinct().Count() == tags.Count,
        _ => false,
    };
}
