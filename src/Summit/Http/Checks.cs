using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Summit.Kernel;

namespace Summit.Http;

/// <summary>
/// Checks what attributes on a command's properties say (lengths, ranges, forms), through all its parts. Rules of a
/// context are not checked here: they belong to its deciders.
/// </summary>
public static class Validation
{
    private static readonly ConcurrentDictionary<Type, Property[]> Known = new();

    /// <summary>Notes what is wrong, by JSON pointer.</summary>
    public static void Apply(object value, string pointer, Dictionary<string, List<string>> errors)
    {
        foreach (var property in Known.GetOrAdd(value.GetType(), PropertiesOf))
        {
            if (property.Info.GetValue(value) is not { } part)
                continue;
            var at = $"{pointer}/{property.Name}";
            foreach (var check in property.Checks.Where(check => !check.IsValid(part)))
                JsonBody.Add(errors, at, check.FormatErrorMessage(property.Name));
            Descend(part, at, errors);
        }
    }

    private static void Descend(object part, string at, Dictionary<string, List<string>> errors)
    {
        if (part is IEnumerable items and not string)
        {
            var n = 0;
            foreach (var item in items)
                Descend(item, $"{at}/{n++}", errors);
        }
        else if (part.GetType().Namespace?.StartsWith("Summit", StringComparison.Ordinal) == true
                 && part is not (LocalisedText or Enum))
        {
            Apply(part, at, errors);
        }
    }

    private static Property[] PropertiesOf(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).ToLookup(p => p.Name);
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(info => info.GetIndexParameters().Length == 0)
                .Select(info => new Property(info, JsonNamingPolicy.CamelCase.ConvertName(info.Name),
                [
                    .. info.GetCustomAttributes<ValidationAttribute>(),
                    .. parameters[info.Name].SelectMany(p => p.GetCustomAttributes<ValidationAttribute>()),
                ])),
        ];
    }

    private sealed record Property(PropertyInfo Info, string Name, ValidationAttribute[] Checks);
}

/// <summary>A text of at most so many characters, in each of its languages.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class MaxTextAttribute(int characters) : ValidationAttribute("At most {1} characters, and not blank.")
{
    /// <summary>Titles and names.</summary>
    public const int Title = 300;

    /// <summary>Summaries, abstracts, reasons, remarks.</summary>
    public const int Summary = 5_000;

    /// <summary>Texts that are decided upon.</summary>
    public const int Text = 20_000;

    /// <summary>Bodies of papers.</summary>
    public const int Body = 200_000;

    /// <summary>How many characters.</summary>
    public int Characters => characters;

    public override string FormatErrorMessage(string name) => $"At most {characters} characters, and not blank.";

    public override bool IsValid(object? value) => value switch
    {
        null => true,
        LocalisedText text => text.Longest <= characters,
        string text => text.Length <= characters && !string.IsNullOrWhiteSpace(text),
        _ => false,
    };
}

/// <summary>A code: lower-case words joined by hyphens.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class CodeAttribute() : RegularExpressionAttribute("^[a-z0-9]+(-[a-z0-9]+)*$")
{
    public override string FormatErrorMessage(string name) =>
        "Lower-case letters and digits, in words joined by hyphens, at most 80.";

    public override bool IsValid(object? value) =>
        value is null || value is string { Length: <= 80 } && base.IsValid(value);
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
