using System.Net;
using Microsoft.AspNetCore.Http;
using Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.Http;

public sealed class MiddlewaresTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Theory]
    [InlineData("/v1/congresses")]
    [InlineData("/v1/congresses/headed")]
    [InlineData("/v1/organisations")]
    [InlineData("/v1/keys")]
    [InlineData("/v1/congresses/nowhere")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/swagger/index.html")]
    public async Task HEAD_is_answered_as_GET_is_without_a_body(string path)
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("headed"));
        var get = await server.Administrator.Get(path);
        var head = await server.Administrator.Send(HttpMethod.Head, path, null);
        Assert.Equal("", head.Text);
        Assert.Equal((get.Status, get.ETag), (head.Status, head.ETag));
        Assert.Equal(get.Headers["Content-Type"], head.Headers["Content-Type"]);
    }

    [Fact]
    public async Task a_method_that_is_not_allowed_is_answered_with_those_that_are()
    {
        var answer = await server.Administrator.Send(HttpMethod.Put, "/v1/congresses", null);
        answer.ExpectProblem(HttpStatusCode.MethodNotAllowed, "http/method-not-allowed");
        Assert.Equal(["GET", "HEAD", "POST"], answer.Headers["Allow"].Split(", ").Order());
    }

    [Theory]
    [InlineData("/v1/congresses", "default-src 'none';")]
    [InlineData("/v1/nothing", "default-src 'none';")]
    [InlineData("/swagger/index.html", "script-src 'self';")]
    public async Task no_browser_takes_an_answer_for_a_page_of_somebody_else(string path, string policy)
    {
        var answer = await server.Anybody.Get(path);
        Assert.Contains(policy, answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
    }

    [Fact]
    public async Task the_Swagger_page_has_no_script_of_its_own_that_its_policy_forbids()
    {
        var page = (await server.Anybody.Get("/swagger/index.html")).Expect(HttpStatusCode.OK).Text;
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "Bearer realm=\"Summit\"")]
    [InlineData("summit_wrong", "Bearer realm=\"Summit\", error=\"invalid_token\"")]
    public async Task a_caller_without_a_valid_key_is_told_the_scheme(string? token, string challenge)
    {
        foreach (var path in new[] { "/v1/keys", $"/v1/recommendations/{Guid.NewGuid()}" })
        {
            var answer = await new Client(server.Address, token).Get(path);
            answer.ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
            Assert.Equal(challenge, answer.Headers["WWW-Authenticate"]);
        }
    }

    [Theory]
    [InlineData("/v1/ours/cafe\u0301", "?q=e%CC%81te%CC%81&lang=fr", "/v1/ours/café", "été")]
    [InlineData("/v1/papers", "?q=plain&lang=fr", "/v1/papers", "plain")]
    public async Task what_an_address_says_reaches_the_routes_in_NFC(string path, string query, string routed, string q)
    {
        var http = new DefaultHttpContext();
        (http.Request.Path, http.Request.QueryString) = (path, new QueryString(query));
        await Middlewares.NormaliseAddress(http, _ => Task.CompletedTask);
        Assert.Equal(routed, http.Request.Path.Value);
        Assert.Equal((q, "fr"), ((string?)http.Request.Query["q"], (string?)http.Request.Query["lang"]));
    }
}
