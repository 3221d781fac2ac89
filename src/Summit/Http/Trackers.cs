namespace Summit.Http;

/// <summary>What mailings and networks add to the addresses that they link to.</summary>
internal static class Trackers
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "_ga", "_gl", "_hsenc", "_hsmi", "dclid", "fbclid", "gad_source", "gbraid", "gclid", "gclsrc", "igshid",
        "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "msclkid", "srsltid", "ttclid", "twclid", "vero_id", "wbraid",
        "yclid",
    };

    /// <summary>Whether a query parameter says where a reader comes from, and nothing of what is read.</summary>
    public static bool Has(string name) =>
        Names.Contains(name) || name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase);
}
