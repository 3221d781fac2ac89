using System.Net;
using Summit.Congress;
using Summit.Http.Tests.Programme;

namespace Summit.Http.Tests.Congress;

public sealed class ChangeCongressTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task what_no_longer_fits_a_moved_congress_is_listed_until_it_is_scheduled_anew()
    {
        var scenario = await ProgrammeScenario.Convene(server, "moved");
        var first = await scenario.Session("First day", scenario.Slot("09:00", "10:00"));
        var third = await scenario.Session("Third day", scenario.Slot("09:00", "10:00", day: "2019-11-13"));
        var lunch = (await scenario.Organiser.Post($"{scenario.Path}/breaks", new
        {
            kind = "break",
            title = ProgrammeScenario.En("Lunch"),
            startsAt = "2019-11-11T12:00:00+02:00",
            endsAt = "2019-11-11T13:00:00+02:00",
        })).Expect(HttpStatusCode.Created).Id;
        Assert.Empty(Ids(await Misfits()));

        var changed = (await scenario.Organiser.PostSeen(scenario.Path, "change", Days("2019-11-12", "2019-11-16")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("2019-11-12", (string?)changed.Body["congress"]!["startsOn"]);
        Assert.Equal([first, lunch], changed.Body["misfits"]!.AsArray().Select(one => (Guid)one!["id"]!));
        Assert.Equal([first, lunch], Ids(await Misfits()));
        Assert.Equal("outside-congress", (string?)changed.Body["misfits"]![0]!["reasons"]![0]);
        Assert.Equal([lunch], Ids(await Misfits(await server.As("organiser", congress: "moved", track: "assembly"))));

        // It keeps its slot and can still be worked on; the new days hold for new slots.
        (await scenario.Organiser.Post($"/v1/sessions/{first}/participants",
            new { person = await scenario.Person(), role = "speaker" })).Expect(HttpStatusCode.OK);
        (await scenario.Organiser.PostSeen($"/v1/sessions/{third}", "schedule", scenario.Slot("09:00", "10:00")))
            .ExpectRefused(Summit.Programme.ProgrammeRules.OutsideCongress);
        (await scenario.Organiser.PostSeen($"/v1/sessions/{first}", "schedule",
            scenario.Slot("09:00", "10:00", day: "2019-11-16"))).Expect(HttpStatusCode.OK);
        Assert.Equal([lunch], Ids(await Misfits()));

        Task<Answer> Misfits(Client? by = null) => (by ?? scenario.Organiser).Get($"{scenario.Path}/misfits");
    }

    [Fact]
    public async Task a_day_is_a_day_in_the_zone_that_the_congress_has_now()
    {
        var scenario = await ProgrammeScenario.Convene(server, "zone");
        var late = await scenario.Session("Late", scenario.Slot("22:30", "23:30"));
        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name = "First" }))
            .Expect(HttpStatusCode.Created);
        Assert.Equal([late], Ids(await Day("2019-11-11")));

        (await scenario.Organiser.PostSeen(
            scenario.Path, "change", Days("2019-11-11", "2019-11-15", "Asia/Dubai"))).Expect(HttpStatusCode.OK);
        Assert.Empty(Ids(await Day("2019-11-11")));
        Assert.Equal([late], Ids(await Day("2019-11-12")));
        var misfit = (await scenario.Organiser.Get($"{scenario.Path}/misfits")).Body["items"]![0]!;
        Assert.Equal("other-zone", (string?)misfit["reasons"]![0]);
        Assert.Equal("Africa/Johannesburg", (string?)misfit["slot"]!["timeZone"]);
        // What was published is of the zone that the Congress had then.
        var published = await server.Anybody.Get($"{scenario.Path}/programme?day=2019-11-11");
        Assert.Equal([late], Ids(published));

        // The same moments, given again, are of the new zone.
        var again = (await scenario.Organiser.PostSeen(
            $"/v1/sessions/{late}", "schedule", scenario.Slot("22:30", "23:30"))).Expect(HttpStatusCode.OK);
        Assert.Equal("2019-11-12T00:30:00+04:00", (string?)again.Body["slot"]!["startsAt"]);
        Assert.Empty(Ids(await scenario.Organiser.Get($"{scenario.Path}/misfits")));

        Task<Answer> Day(string day) => scenario.Organiser.Get($"{scenario.Path}/sessions?day={day}");
    }

    [Fact]
    public async Task a_congress_is_changed_by_who_saw_it_as_it_is()
    {
        var scenario = await ProgrammeScenario.Convene(server, "seen");
        (await scenario.Organiser.Post($"{scenario.Path}/change", Days("2019-11-11", "2019-11-15")))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        (await scenario.Organiser.PostSeen(scenario.Path, "change", Days("2019-11-11", "2019-12-15")))
            .ExpectRefused(CongressRules.EndsBeforeStart);
        var renamed = (await scenario.Organiser.PostSeen(scenario.Path, "change", Days("2019-11-11", "2019-11-15")))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("Moved", (string?)(await server.Anybody.Get(scenario.Path)).Body["name"]!["en"]);
        Assert.Equal(renamed.ETag, (await server.Anybody.Get(scenario.Path)).ETag);
    }

    private static object Days(string startsOn, string endsOn, string timeZone = "Africa/Johannesburg") => new
    {
        name = new { en = "Moved" },
        host = new { city = "Durban", country = "ZA" },
        timeZone,
        startsOn,
        endsOn,
        languages = new[] { "en" },
    };

    private static IEnumerable<Guid> Ids(Answer answer) =>
        answer.Expect(HttpStatusCode.OK).Body["items"]!.AsArray().Select(one => (Guid)one!["id"]!);
}
