using System.Net;
using System.Text;

namespace Summit.Http.Tests.Http;

/// <summary>Every error on every route has a body, in Production.</summary>
public class ProblemTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const string Json = "application/json";

    [Theory]
    [InlineData("GET", "/v1/nothing", HttpStatusCode.NotFound, "http/not-found")]
    [InlineData("GET", "/v1/congresses/nowhere", HttpStatusCode.NotFound, "http/not-found")]
    [InlineData("GET", "/v1/organisations/not-an-id", HttpStatusCode.NotFound, "http/not-found")]
    [InlineData("PUT", "/v1/congresses", HttpStatusCode.MethodNotAllowed, "http/method-not-allowed")]
    [InlineData("GET", "/v1/congresses?tracks=assembly", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?limit=0", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?limit=1&limit=2", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?cursor=%00", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?cursor=abc", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?asOf=yesterday", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?asOf=2019-11-11T09:00:00", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?position=-1", HttpStatusCode.BadRequest, "http/malformed")]
    [InlineData("GET", "/v1/congresses?lang=french", HttpStatusCode.BadRequest, "http/malformed")]
    public async Task a_wrong_path_method_or_query_gets_a_problem_with_its_code(
        string method, string path, HttpStatusCode status, string code) =>
        (await server.Administrator.Send(new HttpMethod(method), path, null)).ExpectProblem(status, code);

    [Theory]
    [InlineData("", "")]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    [InlineData("""{"slug":"a","slug":"b"}""", "/slug")]
    [InlineData("""{"slug":7}""", "/slug")]
    [InlineData("""{"colour":"red"}""", "/colour")]
    [InlineData("""{"name":{}}""", "/name")]
    [InlineData("""{"name":"Durban"}""", "/name")]
    [InlineData("""{"name":{"en":" "}}""", "/name")]
    [InlineData("""{"name":{"English":"x"}}""", "/name")]
    [InlineData("""{"name":{"en":"a\u0000b"}}""", "/name/en")]
    [InlineData("""{"name":{"en":"a\ud800b"}}""", "/name/en")]
    [InlineData("""{"host":{"city":"Durban"}}""", "/host/country")]
    [InlineData("""{"host":{"city":"Durban","country":"South Africa"}}""", "/host/country")]
    [InlineData("""{"timeZone":"Africa/Nowhere"}""", "/timeZone")]
    [InlineData("""{"timeZone":"South Africa Standard Time"}""", "/timeZone")]
    [InlineData("""{"startsOn":"2019-11-31"}""", "/startsOn")]
    [InlineData("""{"startsOn":"0001-01-01"}""", "/startsOn")]
    [InlineData("""{"endsOn":"9999-12-30"}""", "/endsOn")]
    [InlineData("""{"languages":["en","en"]}""", "/languages")]
    [InlineData("""{"languages":["EN","en"]}""", "/languages")]
    [InlineData("""{"name":{"zh-Hant":"a","zh-hant":"b"}}""", "/name")]
    [InlineData("""{"name":{"en":"\u200b"}}""", "/name")]
    [InlineData("""{"name":{"en":"two\nlines"}}""", "/name")]
    [InlineData("""{"host":{"city":"Durban\u0007","country":"ZA"}}""", "/host/city")]
    [InlineData("""{"host":{"city":"Durban","country":""}}""", "/host/country")]
    [InlineData("""{"timeZone":"UTC+02"}""", "/timeZone")]
    [InlineData("""{"slug":""}""", "/slug")]
    [InlineData("""{"slug":"Durban 2019"}""", "/slug")]
    [InlineData("""{"languages":["en",null]}""", "/languages/1")]
    public async Task a_malformed_body_gets_errors_by_JSON_pointer(string change, string pointer)
    {
        var body = Changed(change);
        var answer = await server.Administrator.Send(
            HttpMethod.Post, "/v1/congresses", new StringContent(body, Encoding.UTF8, Json));
        answer.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.Contains(pointer, answer.Body["errors"]!.AsObject().Select(error => error.Key));
        Assert.DoesNotContain("System.", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Summit.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_malformed_body_gets_all_its_errors_in_one_response()
    {
        var answer = await server.Administrator.Post("/v1/congresses", new { colour = "red" });
        var pointers = answer.Expect(HttpStatusCode.BadRequest).Body["errors"]!.AsObject().Select(error => error.Key);
        Assert.Equal(
            ["/colour", "/endsOn", "/host", "/languages", "/name", "/slug", "/startsOn", "/timeZone"],
            pointers.Order());
    }

    [Fact]
    public async Task a_body_that_is_not_valid_UTF8_is_refused()
    {
        var body = new ByteArrayContent([.. """{"slug":"x"""u8, 0xC3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new(Json);
        (await server.Administrator.Send(HttpMethod.Post, "/v1/congresses", body))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }

    [Fact]
    public async Task a_body_over_the_size_limit_is_refused()
    {
        var body = new StringContent($$"""{"slug":"{{new string('a', 2_000_000)}}"}""", Encoding.UTF8, Json);
        // Asked first: an answer that comes while the body is still being sent may be lost with the connection.
        (await server.Administrator.Send(HttpMethod.Post, "/v1/congresses", body, ("Expect", "100-continue")))
            .ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "http/too-large");
    }

    [Fact]
    public async Task a_body_that_is_not_declared_as_JSON_is_refused() =>
        (await server.Administrator.Send(HttpMethod.Post, "/v1/congresses", new StringContent("slug: durban")))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "http/unsupported-media-type");

    [Theory]
    [InlineData("", "pt, fr;q=0.8, en;q=0.5", "fr", "Ce qui est demandé n'existe pas.")]
    [InlineData("", "de, fr;q=0", "en", "What was asked for does not exist.")]
    [InlineData("", "frr", "en", "What was asked for does not exist.")]
    [InlineData("", "en;q=0, es-MX;q=0.1", "es", "Lo solicitado no existe.")]
    [InlineData("?lang=fr", "en", "fr", "Ce qui est demandé n'existe pas.")]
    public async Task the_title_of_a_problem_is_in_the_language_of_the_caller(
        string query, string accepted, string language, string title)
    {
        var answer = await server.Anybody.Get($"/v1/congresses/nowhere{query}", ("Accept-Language", accepted));
        Assert.Equal(title, (string?)answer.Body["title"]);
        Assert.Equal(language, answer.Headers["Content-Language"]);
    }

    // The example of a well-formed body, with one part changed or the whole replaced.
    private static string Changed(string change)
    {
        if (!change.StartsWith('{') || change.Length < 3 || change.Contains("\"slug\":\"a\"", StringComparison.Ordinal))
            return change;
        var part = change[1..^1];
        var property = part[..part.IndexOf(':')];
        var parts = new Dictionary<string, string>
        {
            ["\"slug\""] = "\"durban-2019\"",
            ["\"name\""] = """{"en":"Durban"}""",
            ["\"host\""] = """{"city":"Durban","country":"ZA"}""",
            ["\"timeZone\""] = "\"Africa/Johannesburg\"",
            ["\"startsOn\""] = "\"2019-11-11\"",
            ["\"endsOn\""] = "\"2019-11-15\"",
            ["\"languages\""] = """["en"]""",
        };
        return "{" + string.Join(',', parts.Where(known => known.Key != property)
            .Select(known => $"{known.Key}:{known.Value}").Append(part)) + "}";
    }
}

/// <summary>The same in Development, where the framework would show its own pages.</summary>
public sealed class ProblemInDevelopmentTests(DevelopmentServer server)
    : ProblemTests(server), IClassFixture<DevelopmentServer>;

/// <summary>The service in Development.</summary>
public sealed class DevelopmentServer(PostgresServer postgres) : SummitServer(postgres)
{
    protected override IReadOnlyDictionary<string, string> Configuration =>
        new Dictionary<string, string> { ["environment"] = "Development" };
}
