using System.Globalization;

namespace Summit.Forwarding;

/// <summary>Where forwards go and how, from the configuration section <c>Summit:Forwarding</c>.</summary>
/// <param name="Endpoint">The World Assembly's own endpoint; null where this service's World Assembly receives.</param>
/// <param name="Secrets">What forwards are signed with: several while a secret is replaced by another.</param>
/// <param name="AllowPrivate">Whether private networks and http may be reached: for tests and compose.</param>
/// <param name="Timeout">How long one attempt may take.</param>
/// <param name="AlarmAfter">How long a message may wait before the service says that it is not ready.</param>
public sealed record ForwardingOptions(
    Uri? Endpoint, IReadOnlyList<byte[]> Secrets, bool AllowPrivate, TimeSpan Timeout, TimeSpan AlarmAfter)
{
    private const string Section = "Summit:Forwarding:";

    private static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(60);

    /// <summary>Reads the configuration. What is wrong with it stops the service before it runs.</summary>
    /// <exception cref="InvalidOperationException">The configuration cannot be used; the message says why.</exception>
    public static ForwardingOptions From(IConfiguration configuration)
    {
        var allowPrivate = Read(configuration, "AllowPrivate", false, bool.TryParse);
        var timeout = Read(configuration, "Timeout", TimeSpan.FromSeconds(15), Span);
        if (timeout <= TimeSpan.Zero || timeout > TimeoutMax)
            throw new InvalidOperationException($"{Section}Timeout lies above 0 and is at most {TimeoutMax}.");
        return new ForwardingOptions(
            EndpointOf(configuration, allowPrivate),
            [.. WebhookSignature.Secrets(configuration[Section + "Secret"] ?? "")],
            allowPrivate,
            timeout,
            Read(configuration, "AlarmAfter", TimeSpan.FromHours(1), Span)).Checked();
    }

    private static Uri? EndpointOf(IConfiguration configuration, bool allowPrivate)
    {
        if (configuration[Section + "Endpoint"] is not { Length: > 0 } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint))
            throw new InvalidOperationException($"{Section}Endpoint is no absolute address.");
        return SsrfGuard.Objection(endpoint, allowPrivate) is { } objection
            ? throw new InvalidOperationException($"{Section}Endpoint: {objection}")
            : endpoint;
    }

    private ForwardingOptions Checked() => Endpoint is not null && Secrets.Count == 0
        ? throw new InvalidOperationException($"{Section}Secret is needed where there is an Endpoint.")
        : this;

    private static T Read<T>(IConfiguration configuration, string name, T otherwise, TryParse<T> parse) =>
        configuration[Section + name] switch
        {
            null or "" => otherwise,
            var text when parse(text, out var value) => value,
            _ => throw new InvalidOperationException($"{Section}{name} cannot be read."),
        };

    private static bool Span(string text, out TimeSpan span) =>
        TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out span);

    private delegate bool TryParse<T>(string text, out T value);
}
