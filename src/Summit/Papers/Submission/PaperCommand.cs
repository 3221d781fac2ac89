using System.ComponentModel.DataAnnotations;

namespace Summit.Papers;

/// <summary>A command that says what a paper is to say.</summary>
public abstract record PaperCommand
{
    /// <summary>What it is called.</summary>
    [MaxLine(Limits.Title)]
    public required LocalisedText Title { get; init; }

    /// <summary>What it is about.</summary>
    [MaxText(Limits.Summary)]
    public required LocalisedText Summary { get; init; }

    /// <summary>The paper itself, in Markdown.</summary>
    [MaxText(Limits.Body)]
    public required LocalisedText Body { get; init; }

    /// <summary>Codes of the Congress's policy domains.</summary>
    [MaxLength(Limits.PolicyDomains)]
    public required IReadOnlyList<string> PolicyDomains { get; init; }

    /// <summary>What it proposes, in order.</summary>
    [MaxLength(Limits.Proposals)]
    public required IReadOnlyList<ProposedRecommendation> ProposedRecommendations { get; init; }

    /// <summary>How far it reaches.</summary>
    public PaperScope? Scope { get; init; }

    /// <summary>What the paper would say: a policy domain named twice counts once.</summary>
    internal PaperContent Content =>
        new(Title, Summary, Body, [.. PolicyDomains.Distinct()], ProposedRecommendations, Scope);
}
