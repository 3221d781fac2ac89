using System.Net;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Access;

/// <summary>
/// Calls each operation of the OpenAPI document with each role and without a key. The admitted roles must equal the
/// approved matrix.
/// </summary>
public sealed class AuthorisationMatrixTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly string[] Roles =
        ["organiser", "partner", "rapporteur", "secretary", "delegate", "auditor", "administrator"];

    [Fact]
    public async Task each_operation_admits_exactly_the_roles_of_the_approved_matrix()
    {
        var clients = new Dictionary<string, Client> { ["none"] = server.Anybody };
        var organisation = await Registered(
            "/v1/organisations", new { name = new { en = "HIC" }, kind = "civil-society-partner" });
        var person = await Registered("/v1/people", new { name = "A. Delegate", languages = new[] { "en" } });
        foreach (var role in Roles)
            clients[role] = await server.As(role, organisation, person);
        var rows = new List<string>();
        foreach (var (method, path, operation) in await Operations())
        {
            var letIn = new List<string>();
            foreach (var (who, client) in clients)
            {
                var answer = await client.Send(new HttpMethod(method), Sample(path, organisation), Body(method));
                Assert.True(answer.Status < HttpStatusCode.InternalServerError, $"{who} {operation}: {answer.Text}");
                if (answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
                    letIn.Add(who);
            }
            rows.Add($"{operation}: {string.Join(' ', letIn)}");
        }
        Approved.Is("AuthorisationMatrix.approved.txt", string.Join('\n', rows.Order(StringComparer.Ordinal)) + "\n");
    }

    [Fact]
    public async Task a_wrong_key_is_refused_even_where_no_key_is_needed()
    {
        var answer = await new Client(server.Address, "summit_00000000000000000000000000000000_wrong")
            .Get("/v1/congresses");
        answer.ExpectProblem(HttpStatusCode.Unauthorized, "http/unauthenticated");
    }

    private async Task<Guid> Registered(string path, object body) =>
        (await server.Administrator.Post(path, body)).Expect(HttpStatusCode.Created).Id;

    private async Task<IEnumerable<(string Method, string Path, string Operation)>> Operations()
    {
        var document = (await server.Anybody.Get("/openapi/v1.json")).Expect(HttpStatusCode.OK).Body;
        return document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
            (operation.Key.ToUpperInvariant(), path.Key, (string)operation.Value!["operationId"]!)));
    }

    // No such resource exists: an admitted caller gets 404, and nothing changes.
    private static string Sample(string path, Guid organisation) =>
        string.Join('/', path.Split('/').Select(part => part switch
        {
            "{slug}" => "nowhere",
            "{n}" or "{number}" => "1",
            "{organisation}" => organisation.ToString(),
            ['{', ..] => Guid.Empty.ToString(),
            _ => part,
        }));

    private static StringContent? Body(string method) => method == "GET"
        ? null
        : new StringContent(new JsonObject().ToJsonString(), null, "application/json");
}
