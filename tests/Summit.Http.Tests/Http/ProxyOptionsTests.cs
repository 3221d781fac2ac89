using System.Net;
using Microsoft.Extensions.Options;
using Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.Http;

/// <summary>Behind a proxy whose addresses begin with a path.</summary>
public sealed class ProxyOptionsTests(PostgresServer postgres)
{
    [Theory]
    [InlineData("--Summit:Proxy:PathBase=/summit", "/summit", false)]
    [InlineData("--Summit:Proxy:Networks=127.0.0.0/8 ::1/128", "", true)]
    public async Task addresses_begin_with_the_path_of_the_proxy(string option, string asked, bool isForwarded)
    {
        await using var server = new ProxiedServer(postgres, option);
        await server.InitializeAsync();
        (string, string)[] headers = isForwarded
            ? [("X-Forwarded-Prefix", "/summit"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "a.example")]
            : [];
        foreach (var slug in new[] { "one", "two" })
        {
            var made = await server.Administrator.Post($"{asked}/v1/congresses", CongressBodies.Durban(slug), headers);
            Assert.Equal(
                $"/summit/v1/congresses/{slug}", made.Expect(HttpStatusCode.Created).Headers["Location"]);
            Assert.Equal(isForwarded, made.Headers.ContainsKey("Strict-Transport-Security"));
        }
        var list = await server.Anybody.Get($"{asked}/v1/congresses?limit=1", headers);
        Assert.StartsWith("</summit/v1/congresses?limit=1&", list.Headers["Link"], StringComparison.Ordinal);
        var document = (await server.Anybody.Get($"{asked}/openapi/v1.json", headers)).Body;
        Assert.Equal("/summit", (string?)document["servers"]![0]!["url"]);
        var page = await server.Anybody.Get($"{asked}/swagger/index.js", headers);
        Assert.Contains("\"../openapi/v1.json\"", page.Text, StringComparison.Ordinal);
        var front = (await server.Anybody.Get($"{asked}/", headers)).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("href=\"/summit/congresses/one/outcomes\"", front, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_stranger_is_not_believed_to_be_a_proxy()
    {
        await using var server = new ProxiedServer(postgres, "--Summit:Proxy:Networks=10.0.0.0/8");
        await server.InitializeAsync();
        var made = await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("direct"),
            ("X-Forwarded-Prefix", "/evil"), ("X-Forwarded-Proto", "https"));
        Assert.Equal("/v1/congresses/direct", made.Expect(HttpStatusCode.Created).Headers["Location"]);
        Assert.False(made.Headers.ContainsKey("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("--Summit:Proxy:PathBase=summit", "PathBase")]
    [InlineData("--Summit:Proxy:PathBase=/summit/", "PathBase")]
    [InlineData("--Summit:Proxy:Networks=everybody", "Networks")]
    [InlineData("--Summit:BootstrapKey=x", "BootstrapKey")]
    public async Task a_configuration_that_cannot_be_meant_stops_the_service_at_its_start(string option, string name)
    {
        await using var server = new ProxiedServer(postgres, option);
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(async () => await server.InitializeAsync());
        Assert.Contains($":{name}: ", refused.Message, StringComparison.Ordinal);
    }

    private sealed class ProxiedServer(PostgresServer postgres, string option) : SummitServer(postgres)
    {
        protected override IReadOnlyDictionary<string, string> Configuration =>
            option[2..].Split('=', 2) is [var key, var value]
                ? new Dictionary<string, string> { [key] = value }
                : throw new ArgumentException(option);
    }
}
