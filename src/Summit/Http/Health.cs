namespace Summit.Http;

/// <summary>The groups of health checks: each is a route of its own under <c>/health</c>.</summary>
public static class HealthTags
{
    /// <summary>Whether a node can serve: who balances load asks for it.</summary>
    public const string Ready = "ready";

    /// <summary>Whether what is forwarded arrives, which depends on receivers: who is on duty asks for it.</summary>
    public const string Deliveries = "deliveries";
}

/// <summary>Something that is wrong.</summary>
/// <param name="Kind">What, in words for everybody.</param>
/// <param name="Text">The error's own words, which may quote anything: for administrators (HT7).</param>
public sealed record Ailment(string Kind, string? Text = null);

/// <summary>How the service is.</summary>
/// <param name="Status">
/// <c>alive</c>; <c>ready</c> or <c>not-ready</c>; <c>delivering</c> or <c>not-delivering</c>.
/// </param>
/// <param name="Ails">What is wrong.</param>
public sealed record Health(string Status, IReadOnlyList<string> Ails);
