using System.Globalization;

namespace Summit.Faults;

/// <summary>The findings of a run: for each check their number and the first one.</summary>
internal sealed class Verdict
{
    private readonly List<string> findings = [];

    /// <summary>All findings; empty if everything holds.</summary>
    public IReadOnlyList<string> Findings => findings;

    /// <summary>Adds the violations of one check.</summary>
    public void Add(string check, IEnumerable<string> found)
    {
        var all = found.ToArray();
        if (all.Length > 0)
            findings.Add(string.Create(CultureInfo.InvariantCulture, $"{check} ({all.Length}): {all[0]}"));
    }

    /// <summary>Adds a finding if a condition does not hold.</summary>
    public void Insist(bool holds, string otherwise)
    {
        if (!holds)
            findings.Add(otherwise);
    }
}
