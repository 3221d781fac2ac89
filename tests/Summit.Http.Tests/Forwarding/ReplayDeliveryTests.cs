using System.Net;

namespace Summit.Http.Tests.Forwarding;

public sealed class ReplayDeliveryTests(SummitServer server) : IClassFixture<SummitServer>
{
    private readonly DeliveryScenario scenario = new(server);

    [Fact]
    public async Task an_organiser_reads_a_dead_delivery_and_sends_it_again()
    {
        var (id, organiser) = await Dead("dead");
        var dead = (await organiser.Get($"/v1/deliveries/{id}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal(("dead", 1), ((string?)dead["status"], (int)dead["attempts"]!));
        Assert.NotNull(dead["lastError"]);
        var replayed = (await organiser.Post($"/v1/deliveries/{id}/replay")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal((id, "pending", 0),
            ((Guid)replayed["id"]!, (string?)replayed["status"], (int)replayed["attempts"]!));
        await scenario.DispatcherCaughtUp();
        var again = (await organiser.Get($"/v1/deliveries/{id}")).Body;
        Assert.Equal(("dead", 1), ((string?)again["status"], (int)again["attempts"]!));
    }

    [Fact]
    public async Task a_replay_sent_again_under_its_idempotency_key_sends_nothing_again()
    {
        var (id, organiser) = await Dead("replayed-once");
        var path = $"/v1/deliveries/{id}/replay";
        var first = (await organiser.Post(path, null, ("Idempotency-Key", path))).Expect(HttpStatusCode.OK);
        await scenario.DispatcherCaughtUp();
        var before = (await organiser.Get($"/v1/deliveries/{id}")).Body.ToJsonString();
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = (await organiser.Post(path, null, ("Idempotency-Key", path))).Expect(HttpStatusCode.OK);
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        await scenario.DispatcherCaughtUp();
        Assert.Equal(before, (await organiser.Get($"/v1/deliveries/{id}")).Body.ToJsonString());
    }

    private async Task<(Guid Id, Client Organiser)> Dead(string slug)
    {
        var id = await scenario.Undeliverable(await scenario.Congress(slug));
        await scenario.DispatcherCaughtUp();
        return (id, await server.As("organiser", congress: slug));
    }
}
