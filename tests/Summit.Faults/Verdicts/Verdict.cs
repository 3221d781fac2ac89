using System.Globalization;

namespace Summit.Faults;

/// <summary>What was found wrong: how often, and the first of it in words.</summary>
internal sealed class Verdict
{
    private readonly List<string> findings = [];

    /// <summary>Everything that was found; empty where all held.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>Adds what one check found.</summary>
    public void Add(string check, IEnumerable<string> found)
    {
        var all = found.ToArray();
        if (all.Length > 0)
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{check} ({all.Length}): {all[0]}"));
    }

    /// <summary>Adds a finding where something does not hold.</summary>
    public void Insist(bool holds, string otherwise)
    {
        if (!holds)
            findings.Add(otherwise);
    }
}
