using System.ComponentModel.DataAnnotations;

namespace Summit.Kernel;

/// <summary>How long texts may be, in characters.</summary>
public static class Limits
{
    /// <summary>Titles and names.</summary>
    public const int Title = 300;

    /// <summary>Summaries, abstracts, reasons, remarks.</summary>
    public const int Summary = 5_000;

    /// <summary>Texts that are decided upon.</summary>
    public const int Text = 20_000;

    /// <summary>Bodies of papers.</summary>
    public const int Body = 200_000;
}

/// <summary>A text of at most so many characters, in each of its languages.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class MaxTextAttribute(int characters) : ValidationAttribute("At most {1} characters, and not blank.")
{
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
