using System.ComponentModel.DataAnnotations;

namespace Summit.Forwarding;

/// <summary>
/// Where forwards go and how: the configuration section <c>Summit:Forwarding</c>. What is wrong with it stops the
/// service at its start.
/// </summary>
public sealed record ForwardingOptions : IValidatableObject
{
    /// <summary>
    /// What this node's forwards are marked with. A node sends those of its own destination, and no others: two nodes
    /// with different receivers can share a database.
    /// </summary>
    public string Destination { get; init; } = "world-assembly";

    /// <summary>The World Assembly's own endpoint; null where this service's World Assembly receives.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>
    /// Signs forwards: <c>whsec_</c> and the base64 of 24 to 64 bytes; several, separated by spaces, while one replaces
    /// another.
    /// </summary>
    public string Secret { get; init; } = "";

    /// <summary>Whether private networks and http may be reached: for tests and compose.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>How long one attempt may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", MinimumIsExclusive = true)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a message may wait before the service says that it is not ready.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00", MinimumIsExclusive = true)]
    public TimeSpan AlarmAfter { get; init; } = TimeSpan.FromHours(1);

    internal IReadOnlyList<byte[]> Secrets => [.. WebhookSignature.Secrets(Secret)];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (WebhookSignature.Objection(Secret) is { } unfit)
            yield return new(unfit, [nameof(Secret)]);
        else if (Secrets.Count == 0 && Endpoint is not null)
            yield return new("A Secret is needed where there is an Endpoint.", [nameof(Secret)]);
        if (Endpoint is not null && SsrfGuard.Objection(Endpoint, AllowPrivate) is { } objection)
            yield return new(objection, [nameof(Endpoint)]);
    }
}
