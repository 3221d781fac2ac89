using System.ComponentModel.DataAnnotations;
using Summit.Register;

namespace Summit.Programme;

/// <summary>How many of a section and a gender attended.</summary>
/// <param name="Section">The code of the section.</param>
/// <param name="Gender">As they declared it themselves.</param>
/// <param name="Count">How many.</param>
public sealed record Attended([Code] string Section, Gender Gender, [Range(0, 1_000_000)] int Count);
