using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Forwarding;
using Summit.Store;

namespace Summit.Http.Tests.Forwarding;

public sealed class DeliveriesTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task deliveries_are_listed_newest_first_page_by_page()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < 5; n++)
            ids.Insert(0, await Undeliverable(await Congress($"listed-{n}")));
        await DispatcherCaughtUp();
        var auditor = await server.As("auditor");
        var listed = new List<Guid>();
        for (var path = "/v1/deliveries?status=dead&limit=2"; path is not null;)
        {
            var page = (await auditor.Get(path)).Expect(HttpStatusCode.OK);
            listed.AddRange(page.Body["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
            path = page.Headers.GetValueOrDefault("Link")?.Split('<', '>')[1];
        }
        Assert.Equal(ids, listed.Where(ids.Contains));
        Assert.Empty((await auditor.Get("/v1/deliveries?status=pending")).Body["items"]!.AsArray());
        (await auditor.Get("/v1/deliveries?status=lost")).ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }

    [Fact]
    public async Task an_organiser_reads_a_dead_delivery_and_sends_it_again()
    {
        var id = await Undeliverable(await Congress("dead"));
        await DispatcherCaughtUp();
        var organiser = await server.As("organiser", congress: "dead");
        var dead = (await organiser.Get($"/v1/deliveries/{id}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(("dead", 1), ((string?)dead["status"], (int)dead["attempts"]!));
        Assert.NotNull(dead["lastError"]);
        var replayed = (await organiser.Post($"/v1/deliveries/{id}/replay")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(id, (Guid)replayed["id"]!);
        await DispatcherCaughtUp();
        Assert.Equal("dead", (string?)(await organiser.Get($"/v1/deliveries/{id}")).Body["status"]);
    }

    [Fact]
    public async Task a_key_of_one_congress_sees_no_delivery_of_another()
    {
        var id = await Undeliverable(await Congress("seen"));
        await Congress("unseen");
        var stranger = await server.As("organiser", congress: "unseen");
        (await stranger.Get($"/v1/deliveries/{id}")).Expect(HttpStatusCode.NotFound);
        (await stranger.Post($"/v1/deliveries/{id}/replay")).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await stranger.Get("/v1/deliveries")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task callers_without_the_role_can_neither_replay_nor_list_deliveries()
    {
        var id = await Undeliverable(await Congress("read-only"));
        (await (await server.As("auditor")).Post($"/v1/deliveries/{id}/replay")).Expect(HttpStatusCode.Forbidden);
        (await (await server.As("rapporteur")).Get("/v1/deliveries")).Expect(HttpStatusCode.Forbidden);
        (await server.Anybody.Get("/v1/deliveries")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task a_delivery_that_waits_too_long_makes_the_service_unready()
    {
        (await server.Anybody.Get("/health/ready")).Expect(HttpStatusCode.OK);
        var held = await Congress("held");
        await Undeliverable(held);
        await DispatcherCaughtUp();
        await Undeliverable(held);
        // A subscription that is still behind would be hours late as soon as the clock moves.
        var head = await server.Services.GetRequiredService<EventStreams>().Head(Cancel);
        Assert.True(await server.Services.GetRequiredService<SubscriptionHost>()
            .CaughtUp(head, TimeSpan.FromSeconds(20), Cancel));
        server.Clock.Advance(TimeSpan.FromHours(2));
        var ready = (await server.Anybody.Get("/health/ready")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("waiting", ready.Text, StringComparison.Ordinal);
        await using var command = server.Services.GetRequiredService<Npgsql.NpgsqlDataSource>()
            .CreateCommand("update events.outbox set status = 'dead'");
        await command.ExecuteNonQueryAsync(Cancel);
        (await server.Anybody.Get("/health/ready")).Expect(HttpStatusCode.OK);
    }

    private Task<Guid> Congress(string slug) => WorldAssembly.WorldAssemblyScenario.Empty(server, slug);

    private async Task DispatcherCaughtUp() => Assert.True(await server.Services.GetRequiredService<OutboxSweep>()
        .CaughtUp(TimeSpan.FromSeconds(20), Cancel));

    // An event that is no forward is dead at once, which these tests need.
    private async Task<Guid> Undeliverable(Guid congress)
    {
        var store = server.Services.GetRequiredService<IEventAppender>();
        var stream = Guid.CreateVersion7();
        var append =
            Summit.WorldAssembly.Plenary.Category.Append(stream, 0, Summit.WorldAssembly.Plenary.Category.Initial,
        [
            new Summit.WorldAssembly.WorldAssemblyConvened(congress, [], stream, server.Clock.GetUtcNow()),
        ]);
        await store.Append(new Commit(new EventMetadata("test"), [append])
        {
            Operations =
            [
                new OutboxMessage(append.Ids[0], "world-assembly.convened", congress, congress, "world-assembly"),
            ],
        }, Cancel);
        return append.Ids[0];
    }
}
