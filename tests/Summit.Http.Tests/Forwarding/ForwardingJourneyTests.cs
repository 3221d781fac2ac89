using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Summit.Forwarding;

namespace Summit.Http.Tests.Forwarding;

public sealed class ForwardingJourneyTests(ForwardingServer server) : IClassFixture<ForwardingServer>
{
    [Fact]
    public async Task an_agreed_recommendation_is_acknowledged_by_the_receiver_tabled_decided_and_sealed()
    {
        server.Receiver.Answer = (http, _) => http.Response.WriteAsJsonAsync(new { reference = "WA-7" });
        var journey = await CongressScenario.Convene(server, "forwarded");
        await journey.ConveneWorldAssembly();
        var recommendation = await journey.Agreed("town-hall", "housing", "We house everybody.");
        (await journey.Forward(recommendation)).Expect(HttpStatusCode.OK);
        await server.Settled();

        var letter = server.Receiver.Letters.Single(letter => letter.Id == Delivered(recommendation));
        Assert.Equal(WebhookSignature.Of(WebhookSignature.Secrets(ForwardingServer.Secret), letter.Id,
            long.Parse(letter.Headers["webhook-timestamp"], null), letter.Body), letter.Headers["webhook-signature"]);
        var delivery = (await journey.Organiser.Get($"/v1/deliveries/{letter.Id}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal("delivered", (string?)delivery["status"]);
        Assert.Equal((recommendation, journey.CongressId), ((Guid)delivery["subject"]!, (Guid)delivery["congress"]!));

        await journey.Table(recommendation);
        await journey.Decide(recommendation, new { decision = "adopted", by = "consensus" });
        var outcome = await journey.Seal();
        Assert.Equal("We house everybody.", (string?)outcome["items"]!.AsArray().Single()!["text"]!["en"]);
    }

    [Fact]
    public async Task a_forward_rejected_with_410_is_tabled_only_after_a_successful_replay()
    {
        server.Receiver.Answer = Receiver.Status(410);
        var journey = await CongressScenario.Convene(server, "refused");
        await journey.ConveneWorldAssembly();
        var recommendation = await journey.Agreed("town-hall", "finance", "We finance it.");
        (await journey.Forward(recommendation)).Expect(HttpStatusCode.OK);
        await server.Settled();
        var item = $"/v1/world-assembly/items/{recommendation}";
        (await journey.Organiser.Get(item)).Expect(HttpStatusCode.NotFound);

        server.Receiver.Answer = Receiver.Status(202);
        (await journey.Organiser.Post($"/v1/deliveries/{Delivered(recommendation)}/replay")).Expect(HttpStatusCode.OK);
        await server.Settled();
        Assert.Equal("tabled", (string?)(await journey.Organiser.Get(item)).Expect(HttpStatusCode.OK).Body["status"]);
        Assert.Equal(2, server.Receiver.Letters.Count(letter => letter.Id == Delivered(recommendation)));
    }

    private string Delivered(Guid recommendation) => server.Receiver.Letters.First(letter =>
    {
        using var json = JsonDocument.Parse(letter.Body);
        return json.RootElement.GetProperty("subject").GetGuid() == recommendation;
    }).Id;
}
