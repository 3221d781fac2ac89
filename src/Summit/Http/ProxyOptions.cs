using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace Summit.Http;

/// <summary>
/// The reverse proxy in front of the service: the configuration section <c>Summit:Proxy</c>. The service does not
/// start with an invalid value.
/// </summary>
public sealed record ProxyOptions : IValidatableObject
{
    /// <summary>
    /// The path that all requests begin with, such as <c>/summit</c>; empty where there is none, or where the proxy
    /// takes it off and says so with <c>X-Forwarded-Prefix</c>.
    /// </summary>
    [RegularExpression("^(/[A-Za-z0-9._~-]+)*$", ErrorMessage = "A path such as /summit is expected.")]
    public string PathBase { get; init; } = "";

    /// <summary>
    /// The networks whose <c>X-Forwarded-*</c> headers are believed, separated by spaces; empty for none.
    /// </summary>
    public string Networks { get; init; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Known.Any(network => !IPNetwork.TryParse(network, out _)))
            yield return new("Networks such as 10.0.0.0/8 are expected, separated by spaces.", [nameof(Networks)]);
    }

    /// <summary>Adds what ASP.NET has for it, before anything else sees the request.</summary>
    internal static void Use(WebApplication app)
    {
        var proxy = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        if (proxy.Known is { Length: > 0 } known)
        {
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All, ForwardLimit = null };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in known)
                options.KnownIPNetworks.Add(IPNetwork.Parse(network));
            app.UseForwardedHeaders(options);
        }
        app.UsePathBase(proxy.PathBase);
    }

    private string[] Known => Networks.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
