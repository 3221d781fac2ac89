using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Store;

namespace Summit.Http.Tests.Forwarding;

public sealed class DeliveriesTests(SummitServer server) : IClassFixture<SummitServer>
{
    private readonly DeliveryScenario scenario = new(server);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task deliveries_are_listed_newest_first_page_by_page()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < 5; n++)
            ids.Insert(0, await scenario.Undeliverable(await scenario.Congress($"listed-{n}")));
        await scenario.DispatcherCaughtUp();
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
    public async Task a_key_of_one_congress_sees_no_delivery_of_another()
    {
        var id = await scenario.Undeliverable(await scenario.Congress("seen"));
        await scenario.Congress("unseen");
        var stranger = await server.As("organiser", congress: "unseen");
        (await stranger.Get($"/v1/deliveries/{id}")).Expect(HttpStatusCode.NotFound);
        (await stranger.Post($"/v1/deliveries/{id}/replay")).Expect(HttpStatusCode.NotFound);
        Assert.Empty((await stranger.Get("/v1/deliveries")).Body["items"]!.AsArray());
    }

    [Fact]
    public async Task callers_without_the_role_can_neither_replay_nor_list_deliveries()
    {
        var id = await scenario.Undeliverable(await scenario.Congress("read-only"));
        (await (await server.As("auditor")).Post($"/v1/deliveries/{id}/replay")).Expect(HttpStatusCode.Forbidden);
        (await (await server.As("rapporteur")).Get("/v1/deliveries")).Expect(HttpStatusCode.Forbidden);
        (await server.Anybody.Get("/v1/deliveries")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task what_does_not_arrive_is_an_alarm_of_its_own_and_leaves_the_service_ready()
    {
        var held = await scenario.Congress("held");
        await scenario.Undeliverable(held);
        await scenario.DispatcherCaughtUp();
        var dead = (await server.Anybody.Get("/health/deliveries")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("given up", dead.Text, StringComparison.Ordinal);
        await scenario.Undeliverable(held);
        // A subscription that is still behind would be hours late as soon as the clock moves.
        var head = await server.Services.GetRequiredService<EventStreams>().Head(Cancel);
        Assert.True(await server.Services.GetRequiredService<SubscriptionHost>()
            .CaughtUp(head, TimeSpan.FromSeconds(20), Cancel));
        server.Clock.Advance(TimeSpan.FromHours(2));
        var late = (await server.Anybody.Get("/health/deliveries")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.Contains("waiting", late.Text, StringComparison.Ordinal);
        (await server.Anybody.Get("/health/ready")).Expect(HttpStatusCode.OK);
        await server.Sql("update events.outbox set status = 'delivered'");
        (await server.Anybody.Get("/health/deliveries")).Expect(HttpStatusCode.OK);
    }
}
