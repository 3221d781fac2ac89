using System.Net;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.Http;

public sealed class RequestPipelineTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly (string, string) Page = ("Origin", "https://partner.example");

    [Theory]
    [InlineData("/v1/congresses/anywhere/papers?organisation=xyz", "?organisation")]
    [InlineData("/v1/people?organisation=", "?organisation")]
    [InlineData("/v1/congresses/anywhere/recommendations?session=1", "?session")]
    [InlineData("/v1/congresses/anywhere/world-assembly/outcome?version=first", "?version")]
    public async Task a_parameter_that_the_framework_reads_is_refused_as_all_others_are(string path, string name)
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("anywhere"));
        var answer = await server.Administrator.Get(path, ("Accept-Language", "fr"));
        answer.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.Contains("attendu", (string)answer.Body["errors"]![name]![0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/congresses?asOf=yesterday", "?asOf", "2019-11-13T09:00:00+02:00")]
    [InlineData("/v1/congresses?position=first", "?position", "0")]
    [InlineData("/v1/congresses?limit=501", "?limit", "500")]
    [InlineData("/v1/congresses?cursor=abc", "?cursor", "")]
    [InlineData("/v1/congresses/anywhere/sessions?track=lost", "?track", "town-hall")]
    [InlineData("/v1/congresses/anywhere/sessions?day=monday", "?day", "2019-11-13")]
    [InlineData("/v1/congresses/anywhere/sessions?room=hall", "?room", "UUID")]
    [InlineData("/v1/congresses/anywhere/sessions?person=", "?person", "UUID")]
    [InlineData("/v1/congresses/anywhere/outcomes?status=lost", "?status", "adopted-as-amended")]
    [InlineData("/v1/organisations?kind=lost", "?kind", "local-government")]
    [InlineData("/v1/congresses?lang=french", "?lang", "fr")]
    public async Task a_query_that_cannot_be_read_says_in_each_language_what_would_be_taken(
        string path, string parameter, string taken)
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("anywhere"));
        var said = new List<string>();
        foreach (var language in new[] { "en", "fr", "es" })
        {
            var refused = (await server.Administrator.Get(path, ("Accept-Language", language)))
                .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
            said.Add((string)Assert.Single(refused.Body["errors"]![parameter]!.AsArray())!);
        }
        Assert.Distinct(said);
        Assert.All(said, one => Assert.Contains(taken, one, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/v1/congresses/anywhere/sessions?day=monday&room=hall&track=lost&status=lost&limit=0&cursor=abc"
        + "&position=first&colour=red&lang=french",
        "?colour ?cursor ?day ?lang ?limit ?position ?room ?status ?track Summit-Position")]
    [InlineData("/v1/organisations?kind=lost&section=&limit=a&cursor=b", "?cursor ?kind ?limit")]
    [InlineData("/v1/congresses?asOf=yesterday&limit=a", "?asOf ?limit Summit-Position")]
    public async Task all_that_is_wrong_with_a_query_and_its_headers_is_told_at_once(string path, string places)
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("anywhere"));
        var answer = (await server.Administrator.Get(path, ("Summit-Position", "last")))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.Equal(places.Split(' '),
            answer.Body["errors"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.All(answer.Body["errors"]!.AsObject(), one => Assert.Single(one.Value!.AsArray()));
    }

    [Fact]
    public async Task all_that_is_wrong_with_a_command_and_its_headers_is_told_at_once()
    {
        var answer = await server.Administrator.Post("/v1/organisations?colour=red",
            new { kind = "lost", name = new { en = "Here" }, code = "?" },
            ("Idempotency-Key", ""), ("If-Match", "2"), ("If-None-Match", "3"));
        answer.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.Equal(["/code", "/kind", "?colour", "Idempotency-Key", "If-Match", "If-None-Match"],
            answer.Body["errors"]!.AsObject().Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void the_framework_reads_no_parameter_of_a_type_that_it_would_refuse_without_a_word() => Assert.All(
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .SelectMany(endpoint => endpoint.Metadata.OfType<IParameterBindingMetadata>())
            .Where(bound => bound is { HasBindAsync: false, HasTryParse: true })
            .Select(bound => Nullable.GetUnderlyingType(bound.ParameterInfo.ParameterType)
                ?? bound.ParameterInfo.ParameterType),
        type => Assert.Contains(type, new[] { typeof(string), typeof(Guid), typeof(int) }));

    [Fact]
    public async Task an_unknown_parameter_is_refused_with_those_that_there_are()
    {
        var answer = await server.Administrator.Get("/v1/people?organization=1&colour=red");
        answer.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        Assert.Equal(["?colour", "?organization"], answer.Body["errors"]!.AsObject().Select(one => one.Key).Order());
        Assert.Contains("organisation", (string)answer.Body["errors"]!["?colour"]![0]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fbclid=x")]
    [InlineData("utm_source=letter&utm_campaign=durban")]
    [InlineData("GCLID=x&lang=fr")]
    public async Task what_mailings_add_to_links_passes_on_public_reads_alone(string query)
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("linked"));
        foreach (var path in new[] { "/v1/congresses", "/v1/congresses/linked", "/v1/congresses/linked/outcomes" })
            (await server.Anybody.Get($"{path}?{query}")).Expect(HttpStatusCode.OK);
        (await server.Administrator.Get($"/v1/people?{query}"))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
        (await server.Administrator.Post($"/v1/organisations?{query}"))
            .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }

    [Fact]
    public async Task a_page_of_another_site_reads_what_needs_no_key()
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("shared"));
        foreach (var path in new[] { "/v1/congresses/shared", "/v1/congresses/shared/programme", "/openapi/v1.json" })
        {
            var answer = await server.Anybody.Get(path, Page);
            Assert.Equal("*", answer.Headers["Access-Control-Allow-Origin"]);
            Assert.Contains("ETag", answer.Headers["Access-Control-Expose-Headers"], StringComparison.Ordinal);
            var preflight = await server.Anybody.Send(HttpMethod.Options, path, null, Page,
                ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "if-none-match"));
            preflight.Expect(HttpStatusCode.NoContent);
            Assert.Equal("*", preflight.Headers["Access-Control-Allow-Origin"]);
            Assert.Equal("if-none-match", preflight.Headers["Access-Control-Allow-Headers"]);
        }
    }

    [Fact]
    public async Task a_page_of_another_site_reads_and_writes_nothing_else()
    {
        var read = await server.Administrator.Get("/v1/people", Page);
        Assert.False(read.Expect(HttpStatusCode.OK).Headers.ContainsKey("Access-Control-Allow-Origin"));
        var preflight = await server.Anybody.Send(HttpMethod.Options, "/v1/congresses", null, Page,
            ("Access-Control-Request-Method", "POST"));
        Assert.DoesNotContain("POST",
            preflight.Headers.GetValueOrDefault("Access-Control-Allow-Methods", ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("programme", "text/calendar", HttpStatusCode.NotAcceptable)]
    [InlineData("programme", "application/json;q=0, text/html", HttpStatusCode.NotAcceptable)]
    [InlineData("outcomes", "text/calendar", HttpStatusCode.NotAcceptable)]
    [InlineData("outcomes", "text/calendar, text/*;q=0.1", HttpStatusCode.OK)]
    [InlineData("rooms/0192f0c1-2b3c-7d4e-8f50-617283940a1b", "text/calendar", HttpStatusCode.NotAcceptable)]
    [InlineData("", "text/html, */*;q=0.8", HttpStatusCode.OK)]
    [InlineData("", "application/*", HttpStatusCode.OK)]
    public async Task a_caller_gets_a_form_that_they_accept_or_none(string path, string accept, HttpStatusCode status)
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("formed"));
        var answer = (await server.Anybody.Get($"/v1/congresses/formed/{path}".TrimEnd('/'), ("Accept", accept)))
            .Expect(status);
        if (status == HttpStatusCode.NotAcceptable)
        {
            answer.ExpectProblem(status, "http/not-acceptable");
            Assert.Contains("application/json", (string)answer.Body["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task nothing_is_done_for_a_caller_who_would_not_accept_the_answer()
    {
        (await server.Administrator.Post(
            "/v1/congresses", CongressBodies.Durban("unaccepted"), ("Accept", "text/csv")))
            .ExpectProblem(HttpStatusCode.NotAcceptable, "http/not-acceptable");
        (await server.Administrator.Get("/v1/congresses/unaccepted")).Expect(HttpStatusCode.NotFound);
    }
}
