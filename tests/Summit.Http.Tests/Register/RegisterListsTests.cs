using System.Net;

namespace Summit.Http.Tests.Register;

[Collection(typeof(RegisterServer))]
public sealed class RegisterListsTests(SummitServer server)
{
    [Fact]
    public async Task a_partner_sees_only_the_people_of_its_own_organisation()
    {
        var ours = await Registered("/v1/organisations", new { name = new { en = "Ours" }, kind = "stakeholder" });
        var theirs = await Registered("/v1/organisations", new { name = new { en = "Theirs" }, kind = "stakeholder" });
        var languages = new[] { "en" };
        var us = await Registered("/v1/people", new { name = "One of us", languages, organisation = ours });
        var them = await Registered("/v1/people", new { name = "One of them", languages, organisation = theirs });
        var partner = await server.As("partner", organisation: ours);
        (await partner.Get($"/v1/people/{us}")).Expect(HttpStatusCode.OK);
        (await partner.Get($"/v1/people/{them}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await partner.Get("/v1/people")).ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
    }

    [Fact]
    public async Task the_key_of_one_congress_reads_its_own_people()
    {
        var scenario = await CongressScenario.Convene(server, "its-people");
        var section = await scenario.Organisation("Africa", "section");
        var session = await scenario.ScheduledSession("assembly", "Africa", section);
        var speaker = await scenario.Person("A. Speaker", section);
        var elsewhere = await scenario.Person("B. Elsewhere", section);
        (await scenario.Organiser.Post(
            $"/v1/sessions/{session}/participants", new { person = speaker, role = "speaker" }))
            .Expect(HttpStatusCode.OK);
        var holder = await scenario.Person("C. Holder", section);
        await server.As("delegate", person: holder, congress: "its-people");
        var narrow = await server.As("organiser", congress: "its-people");
        var entered = (await narrow.Post("/v1/people", new { name = "D. Entered", languages = new[] { "en" } }))
            .Expect(HttpStatusCode.Created).Id;
        var seen = (await narrow.Get("/v1/people")).Expect(HttpStatusCode.OK).Body["items"]!.AsArray()
            .Select(person => (Guid)person!["id"]!);
        Assert.Equal([speaker, holder, entered], seen);
        (await narrow.Get($"/v1/people/{speaker}")).Expect(HttpStatusCode.OK);
        (await narrow.Get($"/v1/people/{elsewhere}")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await scenario.Organiser.Get($"/v1/people/{elsewhere}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_key_of_one_congress_reads_no_address_that_was_given_to_another()
    {
        var scenario = await CongressScenario.Convene(server, "its-addresses");
        var section = await scenario.Organisation("Asia", "section");
        var session = await scenario.ScheduledSession("assembly", "Asia", section);
        var narrow = await server.As("organiser", congress: "its-addresses");
        var elsewhere = await Entered(scenario.Organiser);
        (await narrow.Post($"/v1/sessions/{session}/participants", new { person = elsewhere, role = "speaker" }))
            .Expect(HttpStatusCode.OK);
        var seen = (await narrow.Get($"/v1/people/{elsewhere}")).Expect(HttpStatusCode.OK).Body;
        Assert.Equal("A. Body", (string?)seen["name"]);
        Assert.Null(seen["email"]);
        Assert.Null(seen["gender"]);
        Assert.DoesNotContain("a@example.org", (await narrow.Get("/v1/people")).Text, StringComparison.Ordinal);
        var own = await Entered(narrow);
        Assert.Equal("a@example.org", (string?)(await narrow.Get($"/v1/people/{own}")).Body["email"]);

        static async Task<Guid> Entered(Client by) => (await by.Post("/v1/people", new
        {
            name = "A. Body", languages = new[] { "en" }, email = "a@example.org", gender = "woman",
        })).Expect(HttpStatusCode.Created).Id;
    }

    private async Task<Guid> Registered(string path, object body) =>
        (await server.Administrator.Post(path, body)).Expect(HttpStatusCode.Created).Id;
}
