using System.ComponentModel.DataAnnotations;

namespace Summit.Kernel;

/// <summary>How long texts may be, in characters, and how many things a list may hold.</summary>
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

    /// <summary>Codes.</summary>
    public const int Code = 80;

    /// <summary>Ids in other systems.</summary>
    public const int ExternalId = 200;

    /// <summary>Languages of a session.</summary>
    public const int Languages = 50;

    /// <summary>Policy domains of a session.</summary>
    public const int PolicyDomains = 50;

    /// <summary>Those present at a session.</summary>
    public const int Present = 10_000;

    /// <summary>Lines of a report's attendance, each of a section and a gender.</summary>
    public const int Attendance = 1_000;

    /// <summary>Outcomes of a session.</summary>
    public const int Outcomes = 200;

    /// <summary>Organisations that convene a World Assembly.</summary>
    public const int Conveners = 50;

    /// <summary>Items of a World Assembly's agenda.</summary>
    public const int Items = 2_000;

    /// <summary>Objections to a decision of a World Assembly.</summary>
    public const int Objections = 500;
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
