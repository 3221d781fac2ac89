using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace Summit.Kernel;

/// <summary>
/// A text of at most so many code points, in each of its languages: some of it can be seen, and nothing of it controls
/// a device.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public class MaxTextAttribute(int characters) : ValidationAttribute
{
    /// <summary>How many code points.</summary>
    public int Characters => characters;

    /// <summary>How many paragraphs a language, where that is bounded by itself.</summary>
    public int Paragraphs { get; set; } = int.MaxValue;

    /// <summary>Whether the paragraphs are bounded by themselves.</summary>
    public bool HasMaxParagraphs => Paragraphs < int.MaxValue;

    public override string FormatErrorMessage(string name) =>
        $"At most {characters} characters{(HasMaxParagraphs ? $" and {Paragraphs} paragraphs" : "")}, "
        + $"some of them visible, no control characters, in at most {Limits.Languages} languages.";

    public override bool IsValid(object? value) => value switch
    {
        null => true,
        LocalisedText text => text.ByLanguage.Count <= Limits.Languages && text.ByLanguage.Values.All(IsText),
        string text => IsText(text),
        _ => false,
    };

    /// <summary>Whether a text in one language is as it should be.</summary>
    protected virtual bool IsText(string text) => text.HasAtMost(characters) && text.IsVisible && text.IsPlain
        && (!HasMaxParagraphs || text.Paragraphs.Count <= Paragraphs);
}

/// <summary>A name or title: a text in one line.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class MaxLineAttribute(int characters) : MaxTextAttribute(characters)
{
    public override string FormatErrorMessage(string name) => $"In one line. {base.FormatErrorMessage(name)}";

    protected override bool IsText(string text) => base.IsText(text) && text.IsOneLine;
}

/// <summary>A text of a form: never empty, which the framework's own attribute takes for absent.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public abstract class FormAttribute(string pattern) : RegularExpressionAttribute(pattern)
{
    public override bool IsValid(object? value) => value is not "" && base.IsValid(value);
}

/// <summary>A code: lower-case words joined by hyphens.</summary>
public sealed class CodeAttribute() : FormAttribute("^[a-z0-9]+(-[a-z0-9]+)*$")
{
    public override string FormatErrorMessage(string name) =>
        $"Lower-case letters and digits, in words joined by hyphens, at most {Limits.Code}.";

    public override bool IsValid(object? value) =>
        value is null || value is string { Length: <= Limits.Code } && base.IsValid(value);
}

/// <summary>A country by ISO 3166-1 alpha-2.</summary>
public sealed class CountryAttribute() : FormAttribute("^[A-Z]{2}$")
{
    public override string FormatErrorMessage(string name) => "ISO 3166-1 alpha-2 is expected, such as ZA.";
}

/// <summary>An e-mail address (RFC 5321, RFC 6531), without the name of whom it reaches.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class EmailAttribute() : DataTypeAttribute(DataType.EmailAddress)
{
    public override string FormatErrorMessage(string name) =>
        $"An e-mail address of at most {Limits.Email} characters is expected.";

    public override bool IsValid(object? value) => value is null
        || value is string { Length: <= Limits.Email } typed
        && typed.IsOneLine && MailAddress.TryCreate(typed, out var address) && address.Address == typed;
}

/// <summary>BCP 47 language tags, each once.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class LanguagesAttribute : ValidationAttribute
{
    public override string FormatErrorMessage(string name) =>
        $"BCP 47 language tags, such as fr, each once, at most {Limits.Languages}.";

    public override bool IsValid(object? value) => value switch
    {
        null => true,
        string tag => LanguageTag.IsWellFormed(tag),
        IReadOnlyList<string> tags => tags.Count <= Limits.Languages && tags.All(LanguageTag.IsWellFormed)
            && tags.Distinct().Count() == tags.Count,
        _ => false,
    };
}
