using System.Net;
using Summit.Forwarding;

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
        Assert.Equal((id, "pending", 1),
            ((Guid)replayed["id"]!, (string?)replayed["status"], (int)replayed["attempts"]!));
        await scenario.DispatcherCaughtUp();
        var again = (await organiser.Get($"/v1/deliveries/{id}")).Body;
        Assert.Equal(("dead", 2), ((string?)again["status"], (int)again["attempts"]!));
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

    [Fact]
    public async Task what_was_delivered_is_not_sent_again()
    {
        var congress = await CongressScenario.Convene(server, "delivered-once");
        await congress.ConveneWorldAssembly();
        (await congress.Forward(await congress.Agreed("assembly", "Ana", "A1."))).Expect(HttpStatusCode.OK);
        await server.Settled();
        var organiser = await server.As("organiser", congress: congress.Slug);
        var delivered = Assert.Single((await organiser.Get("/v1/deliveries")).Body["items"]!.AsArray())!;
        var at = $"/v1/deliveries/{(Guid)delivered["id"]!}";
        (await organiser.Post($"{at}/replay")).ExpectRefused(ForwardingRules.AlreadyDelivered);
        Assert.Equal(delivered.ToJsonString(), (await organiser.Get(at)).Body.ToJsonString());
    }

    private async Task<(Guid Id, Client Organiser)> Dead(string slug)
    {
        var id = await scenario.Undeliverable(await scenario.Congress(slug));
        await scenario.DispatcherCaughtUp();
        return (id, await server.As("organiser", congress: slug));
    }
}
