namespace Summit.Kernel;

/// <summary>The languages that a reader prefers, as ranges (RFC 4647) such as <c>fr</c> or <c>pt-BR</c>.</summary>
/// <param name="Ranges">The preferred ones, the best first.</param>
/// <param name="Refused">What they do not want to read, unless there is nothing else.</param>
public sealed record LanguagePreference(IReadOnlyList<string> Ranges, IReadOnlyList<string> Refused)
{
    /// <summary>The language in which the service itself speaks to the reader: English, French or Spanish.</summary>
    public string OfService => Best(["en", "fr", "es"]);

    /// <summary>
    /// The best of the languages that a text is in: the first that a range finds, else English, else any that is not
    /// refused. A text in a refused language alone is given in it (RFC 9110, 12.5.4).
    /// </summary>
    /// <param name="tags">The languages there are: at least one.</param>
    public string Best(IReadOnlyCollection<string> tags)
    {
        string[] wanted = [.. tags.Where(tag => !Refuses(tag))];
        var among = wanted.Length > 0 ? wanted : tags;
        return Ranges.Append("en").Select(range => LanguageTag.Lookup(range, among))
            .FirstOrDefault(tag => tag is not null) ?? among.First();
    }

    /// <summary>What tells it from others: its ranges, then what is refused.</summary>
    public override string ToString() => $"{string.Join(',', Ranges)};{string.Join(',', Refused)}";

    private bool Refuses(string tag) =>
        !Ranges.Contains(tag, StringComparer.OrdinalIgnoreCase)
        && Refused.Any(range =>
            range.Equals(tag, StringComparison.OrdinalIgnoreCase) || LanguageTag.IsUnder(tag, range));
}
