using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Summit.Congress;
using Summit.Http.Tests.Access;
using Summit.Store;

namespace Summit.Http.Tests.Congress;

/// <summary>What a closed Congress takes no more, and what goes on (CO8).</summary>
public sealed class ClosedCongressTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const string Reopening = nameof(ReopenCongress);

    private int keys;

    [Fact]
    public async Task a_closed_congress_refuses_and_takes_the_commands_of_the_approved_table()
    {
        var samples = await ScopeSamples.Make(server);
        (await server.Administrator.Post("/v1/congresses/scoped/close", new { confirmed = true }))
            .Expect(HttpStatusCode.OK);
        var closedAt = (long)(await server.Sql("select max(seq_id) from events.mt_events"))!;
        Client[] callers =
        [
            server.Administrator, await server.As("partner", samples.Organisation),
            await server.As("delegate", samples.Organisation, samples.Person),
        ];
        var rows = new List<string>();
        var commands = (await Commands()).ToLookup(command => GoesOn.Contains(command.Operation));
        foreach (var (method, operation) in commands[false])
        {
            var answer = await Ask(callers, method, samples[operation]);
            var rule = (string?)answer.Json?["rule"];
            rows.Add(rule == CongressRules.Closed.Code
                ? $"{operation}: refused"
                : $"{operation}: changes nothing of it ({rule ?? $"{(int)answer.Status}"})");
        }
        // Whatever the answers were: nothing that belongs to a Congress was changed, but one was convened.
        Assert.Equal("congress.convened", await server.Sql(
            """
            select string_agg(distinct type, ' ') from events.mt_events
             where seq_id > $1 and type not like 'statutory.%' and type <> 'congress.format-defined'
            """, closedAt));
        foreach (var (method, operation) in commands[true].Where(one => one.Operation != Reopening))
        {
            var answer = await Ask(callers, method, samples[operation]);
            Assert.NotEqual(CongressRules.Closed.Code, (string?)answer.Json?["rule"]);
            rows.Add($"{operation}: goes on");
        }
        Approved.Is("ClosedCongress.approved.txt", string.Join('\n', rows.Order(StringComparer.Ordinal)) + "\n");

        // Reopened, it takes what it refused before.
        (await Ask(callers, HttpMethod.Post, samples["DefinePolicyDomain"])).ExpectRefused(CongressRules.Closed);
        (await Ask(callers, HttpMethod.Post, samples[Reopening])).Expect(HttpStatusCode.OK);
        (await Ask(callers, HttpMethod.Post, samples["DefinePolicyDomain"])).Expect(HttpStatusCode.Created);
        var rebuild = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.Null(await rebuild.Compare("congress.closed", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task of_commands_and_a_closing_at_once_none_is_recorded_after_the_closing()
    {
        var organiser = await server.As("organiser");
        for (var round = 0; round < 5; round++)
        {
            var path = $"/v1/congresses/raced-{round}";
            var id = (await organiser.Post("/v1/congresses", CongressBodies.Durban($"raced-{round}")))
                .Expect(HttpStatusCode.Created).Id;
            var organisation = (await organiser.Post("/v1/organisations",
                new { name = new { en = "City" }, kind = "local-government" })).Expect(HttpStatusCode.Created).Id;
            (await organiser.Post($"{path}/policy-domains", new { code = "one", name = new { en = "One" } }))
                .Expect(HttpStatusCode.Created);
            var proposal = new
            {
                track = "local4action", format = "inspiration", title = new { en = "A talk" },
                policyDomains = new[] { "one" }, lead = organisation, mode = "in-person", languages = new[] { "en" },
            };
            var proposals = Enumerable.Range(0, 30).Select(_ => organiser.Post($"{path}/sessions", proposal)).ToList();
            var closing = organiser.Post($"{path}/close", new { confirmed = true });
            proposals.AddRange(Enumerable.Range(0, 30).Select(_ => organiser.Post($"{path}/sessions", proposal)));
            (await closing).Expect(HttpStatusCode.OK);
            foreach (var answer in await Task.WhenAll(proposals))
            {
                if (answer.Status != HttpStatusCode.Created)
                    answer.ExpectRefused(CongressRules.Closed);
            }
            Assert.Equal(0L, await server.Sql(
                """
                select count(*) from events.mt_events proposed
                  join events.mt_events closed on closed.stream_id = $1 and closed.type = 'congress.closed'
                 where proposed.type = 'programme.session-proposed'
                   and proposed.data ->> 'congress' = $1::text and proposed.seq_id > closed.seq_id
                """, id));
        }
    }

    private async Task<Answer> Ask(Client[] callers, HttpMethod method, Sample sample)
    {
        // Some acts need somebody's own voice.
        Answer answer = null!;
        foreach (var caller in callers)
        {
            List<(string, string)> headers = [("Idempotency-Key", $"closed-{++keys}")];
            if (method != HttpMethod.Put)
                headers.Add(("If-Match", "*"));
            answer = await caller.Send(method, sample.Path, JsonContent.Create(sample.Body), [.. headers]);
            if (answer.Status != HttpStatusCode.Forbidden)
                break;
        }
        return answer;
    }

    private HashSet<string> GoesOn => [.. server.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .Where(endpoint => endpoint.Metadata.GetMetadata<GoesOnAfterClosing>() is not null)
        .Select(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName)];

    private async Task<IEnumerable<(HttpMethod Method, string Operation)>> Commands()
    {
        var document = (await server.Anybody.Get("/openapi/v1.json")).Expect(HttpStatusCode.OK).Body;
        return document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Key != "get")
            .Select(operation => (HttpMethod.Parse(operation.Key), (string)operation.Value!["operationId"]!)));
    }
}
