using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Summit.Deliberation;
using Summit.Forwarding;

namespace Summit.Http.Tests.Forwarding;

public sealed class ForwardingJourneyTests(ForwardingServer server) : IClassFixture<ForwardingServer>
{
    [Fact]
    public async Task an_agreed_recommendation_is_acknowledged_by_the_receiver_tabled_decided_and_sealed()
    {
        server.Receiver.Answer = (http, _) => http.Response.WriteAsJsonAsync(new { reference = "WA-7" });
        var scenario = await CongressScenario.Convene(server, "forwarded");
        await scenario.ConveneWorldAssembly();
        var recommendation = await scenario.Agreed("town-hall", "housing", "We house everybody.");
        (await scenario.Forward(recommendation)).Expect(HttpStatusCode.OK);
        await server.Settled();

        var request = server.Receiver.Requests.Single(request => request.Id == Delivered(recommendation));
        Assert.Equal(WebhookSignature.Of(WebhookSignature.Secrets(ForwardingServer.Secret), request.Id,
            long.Parse(request.Headers["webhook-timestamp"], null), request.Body),
            request.Headers["webhook-signature"]);
        var delivery = (await scenario.Organiser.Get($"/v1/deliveries/{request.Id}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal("delivered", (string?)delivery["status"]);
        Assert.Equal((recommendation, scenario.CongressId), ((Guid)delivery["subject"]!, (Guid)delivery["congress"]!));

        await scenario.Table(recommendation);
        await scenario.Decide(recommendation, new { decision = "adopted", by = "consensus" });
        var outcome = await scenario.Seal();
        Assert.Equal("We house everybody.", (string?)outcome["items"]!.AsArray().Single()!["text"]!["en"]);
    }

    [Fact]
    public async Task a_forward_rejected_with_410_is_tabled_only_after_a_successful_replay()
    {
        server.Receiver.Answer = WebhookReceiver.Status(410);
        var scenario = await CongressScenario.Convene(server, "refused");
        await scenario.ConveneWorldAssembly();
        var recommendation = await scenario.Agreed("town-hall", "finance", "We finance it.");
        (await scenario.Forward(recommendation)).Expect(HttpStatusCode.OK);
        await server.Settled();
        var item = $"/v1/world-assembly/items/{recommendation}";
        (await scenario.Organiser.Get(item)).Expect(HttpStatusCode.NotFound);
        var again = (await scenario.Forward(recommendation)).ExpectRefused(DeliberationRules.ForwardGivenUp);
        Assert.Equal(Delivered(recommendation), (string?)again.Body["conflictsWith"]![0]!["id"]);

        server.Receiver.Answer = WebhookReceiver.Status(202);
        (await scenario.Organiser.Post($"/v1/deliveries/{Delivered(recommendation)}/replay")).Expect(HttpStatusCode.OK);
        await server.Settled();
        Assert.Equal("tabled", (string?)(await scenario.Organiser.Get(item)).Expect(HttpStatusCode.OK).Body["status"]);
        Assert.Equal(2, server.Receiver.Requests.Count(request => request.Id == Delivered(recommendation)));
    }

    private string Delivered(Guid recommendation) => server.Receiver.Requests.First(request =>
    {
        using var json = JsonDocument.Parse(request.Body);
        return json.RootElement.GetProperty("subject").GetGuid() == recommendation;
    }).Id;
}
