using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.Http;

public sealed class OpenApiTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task the_OpenAPI_document_is_the_approved_one() => Approved.Is("openapi.approved.json",
        (await Document()).ToJsonString(new JsonSerializerOptions
        {
            WriteIndented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }) + "\n");

    [Fact]
    public async Task each_operation_declares_its_id_tag_summary_security_responses_and_example()
    {
        var document = await Document();
        foreach (var (name, operation) in Operations(document))
        {
            Assert.True(operation["operationId"] is not null, $"{name} has no operation id");
            Assert.True(operation["tags"]!.AsArray().Count == 1, $"{name} has no tag");
            Assert.True(operation["summary"] is not null, $"{name} has no summary");
            Assert.True(operation["security"]!.AsArray().Count > 0, $"{name} says nothing of security");
            var responses = operation["responses"]!.AsObject();
            foreach (var status in new[] { "400", "401", "500" })
                Assert.True(responses.ContainsKey(status), $"{name} does not declare {status}");
            foreach (var (status, response) in responses.Where(response => response.Key[0] is '4' or '5'))
            {
                Assert.True(name.Contains("/health/", StringComparison.Ordinal)
                    || Resolved(response!, document)["content"]!["application/problem+json"]!["schema"] is not null,
                    $"{name} {status}");
            }
            Assert.True(responses.Any(response => response.Key[0] == '2' && response.Value!["content"] is not null),
                $"{name} does not say what it answers");
            if (operation["requestBody"]?["content"]?["application/json"] is { } body
                && (string?)body["schema"]!["$ref"] != "#/components/schemas/NoBody")
                Assert.True(body["example"] is not null, $"{name} has no example");
        }
    }

    [Fact]
    public async Task every_parameter_of_a_query_and_every_header_is_described()
    {
        var document = await Document();
        foreach (var (name, operation) in Operations(document))
        {
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                Assert.True((string?)parameter!["in"] == "path" || parameter["description"] is not null,
                    $"{name} does not say what {parameter["name"]} is");
            }
            var success = operation["responses"]!.AsObject().Where(response => response.Key[0] == '2');
            Assert.All(success.Where(response => response.Key == "201"),
                response => Assert.NotNull(response.Value!["headers"]!["Location"]));
            Assert.All(success.Where(_ => !name.Contains("/health/", StringComparison.Ordinal)),
                response => Assert.NotNull(response.Value!["headers"]!["ETag"]));
        }
        Assert.All(document["components"]!["headers"]!.AsObject(),
            header => Assert.NotNull(header.Value!["description"]));
    }

    [Fact]
    public async Task the_document_names_no_type_of_the_code_and_its_patterns_are_read_by_any_tool()
    {
        var document = (await Document()).ToJsonString();
        Assert.DoesNotContain("Summit.", document, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", document, StringComparison.Ordinal);
        Assert.DoesNotContain(@"\p", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task no_path_or_tag_of_the_document_needs_escaping()
    {
        var document = await Document();
        Assert.All(document["paths"]!.AsObject(), path => Assert.Matches("^(/[a-z0-9-]+|/{[A-Za-z]+})+$", path.Key));
        Assert.All(document["tags"]!.AsArray(), tag => Assert.Matches("^[A-Za-z]+$", (string)tag!["name"]!));
    }

    [Fact]
    public async Task operation_ids_are_unique() => Assert.Distinct(
        Operations(await Document()).Select(operation => (string)operation.Operation["operationId"]!));

    [Fact]
    public async Task the_Swagger_page_is_served()
    {
        var page = (await server.Anybody.Get("/swagger/index.html")).Expect(HttpStatusCode.OK);
        Assert.Contains("swagger-ui", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_Swagger_page_filters_links_to_operations_and_keeps_the_key()
    {
        var script = (await server.Anybody.Get("/swagger/index.js")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("\"deepLinking\":true", script, StringComparison.Ordinal);
        Assert.Contains("\"persistAuthorization\":true", script, StringComparison.Ordinal);
        Assert.Contains("\"filter\":\"\"", script, StringComparison.Ordinal);
        // What it names there it would have to evaluate, which the page's policy forbids.
        Assert.DoesNotContain("\"plugins\"", script, StringComparison.Ordinal);
        var page = (await server.Anybody.Get("/swagger/index.html")).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("src='reading.js'", page, StringComparison.Ordinal);
        var reading = (await server.Anybody.Get("/swagger/reading.js")).Expect(HttpStatusCode.OK);
        Assert.StartsWith("text/javascript", reading.Headers["Content-Type"]);
    }

    [Fact]
    public async Task an_example_can_be_sent_where_the_scenario_has_taken_its_own_names()
    {
        await server.Administrator.Post("/v1/congresses", CongressBodies.Durban("durban-2019"));
        var paths = (await Document())["paths"]!;
        var convened = await Sent("/v1/congresses");
        var congress = $"/v1/congresses/{convened.Body["slug"]}";
        foreach (var part in new[] { "rooms", "policy-domains", "formats" })
            await Sent($"{congress}/{part}", $"/v1/congresses/{{slug}}/{part}");
        await Sent("/v1/organisations");

        async Task<Answer> Sent(string address, string? path = null)
        {
            var example = paths[path ?? address]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!;
            var sent = await server.Administrator.Post(address, example);
            Assert.True((int)sent.Status < 300, $"{address}: {sent.Text}");
            return sent;
        }
    }

    private async Task<JsonObject> Document() =>
        (await server.Anybody.Get("/openapi/v1.json")).Expect(HttpStatusCode.OK).Body;

    private static JsonNode Resolved(JsonNode response, JsonObject document) =>
        (string?)response["$ref"] is { } reference
            ? reference[2..].Split('/').Aggregate((JsonNode)document, (node, part) => node[part]!)
            : response;

    private static IEnumerable<(string Name, JsonObject Operation)> Operations(JsonObject document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            ($"{operation.Key} {path.Key} {operation.Value!["operationId"]}", operation.Value!.AsObject())));
}
