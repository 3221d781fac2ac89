using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Access;

/// <summary>
/// Calls each operation of the OpenAPI document with each role and without a key, and on things of a Congress with keys
/// that are limited to something else. Who is admitted, and what becomes of the others, must equal the approved matrix.
/// </summary>
public sealed class AuthorisationMatrixTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly string[] Roles =
        ["organiser", "partner", "rapporteur", "secretary", "delegate", "auditor", "administrator"];

    // Those whose keys speak for an organisation.
    private static readonly string[] Speakers = ["partner", "secretary", "delegate"];

    private int requests;

    [Fact]
    public async Task each_operation_admits_the_roles_and_scopes_of_the_approved_matrix()
    {
        var samples = await ScopeSamples.Make(server);
        var organisation = await Registered(
            "/v1/organisations", new { name = new { en = "HIC" }, kind = "civil-society-partner" });
        var person = await Registered(
            "/v1/people", new { name = "A. Delegate", languages = new[] { "en" }, organisation });
        await Registered("/v1/congresses", ScopeSamples.Congress("elsewhere"));
        var everywhere = new Dictionary<string, Client> { ["none"] = server.Anybody };
        // Some acts need a key that speaks for somebody, others one that speaks for nobody in particular.
        var forNobody = new Dictionary<string, Client>();
        foreach (var role in Roles.Except(["partner", "delegate"]))
            forNobody[role] = await server.As(role);
        var elsewhere = new Dictionary<string, Client>();
        var otherTrack = new Dictionary<string, Client>();
        foreach (var role in Roles)
        {
            everywhere[role] = await server.As(role, organisation, person);
            elsewhere[role] = await server.As(role, samples.Organisation, person, "elsewhere");
            otherTrack[role] = await server.As(role, samples.Organisation, person, "scoped", "local4action");
        }
        var rows = new List<string>();
        foreach (var (method, path, operation) in await Operations())
        {
            var letIn = new List<string>();
            foreach (var (who, client) in everywhere)
            {
                if (await Admits(client) || forNobody.TryGetValue(who, out var other) && await Admits(other))
                    letIn.Add(who);

                async Task<bool> Admits(Client caller)
                {
                    var answer = await caller.Send(new HttpMethod(method), Sample(path, organisation), Body(method));
                    Assert.True(
                        answer.Status < HttpStatusCode.InternalServerError, $"{who} {operation}: {answer.Text}");
                    return answer.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);
                }
            }
            var admitted = Roles.Intersect(letIn).ToArray();
            rows.Add(string.Join("; ",
                $"{operation}: {string.Join(' ', letIn)}",
                $"another Congress: {await Met(admitted, elsewhere)}",
                $"another track: {await Met(admitted, otherTrack)}",
                $"another organisation: {await Met(admitted.Intersect(Speakers), everywhere)}"));

            async Task<string> Met(IEnumerable<string> roles, Dictionary<string, Client> clients)
            {
                var met = new List<(string Role, string What)>();
                foreach (var role in roles)
                    met.Add((role, await Outcome(clients[role], new HttpMethod(method), samples[operation])));
                var groups = met.GroupBy(one => one.What, one => one.Role).ToArray();
                return groups.Length switch
                {
                    0 => "nobody",
                    1 => groups[0].Key,
                    _ => string.Join(", ", groups.Select(group => $"{group.Key} ({string.Join(' ', group)})")),
                };
            }
        }
        Approved.Is("AuthorisationMatrix.approved.txt", string.Join('\n', rows.Order(StringComparer.Ordinal)) + "\n");
    }

    private async Task<string> Outcome(Client client, HttpMethod method, Sample sample)
    {
        var answer = method == HttpMethod.Get
            ? await client.Get(sample.Path)
            : await client.Send(method, sample.Path, JsonContent.Create(sample.Body),
                ("Idempotency-Key", $"scope-{++requests}"), ("If-Match", "\"1\""));
        return answer.Status switch
        {
            HttpStatusCode.Forbidden or HttpStatusCode.NotFound => $"{(int)answer.Status}",
            // Refused by a rule, or for what has changed meanwhile: the scope did not stand in the way.
            < HttpStatusCode.Ambiguous or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed
                when method != HttpMethod.Get => "admitted",
            < HttpStatusCode.Ambiguous => answer.Text.Contains(sample.Shows, StringComparison.Ordinal)
                ? "seen"
                : "none of it",
            _ => $"{(int)answer.Status}: {answer.Text}",
        };
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
