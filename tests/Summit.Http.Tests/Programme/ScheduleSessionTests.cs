using System.Net;

namespace Summit.Http.Tests.Programme;

public sealed class ScheduleSessionTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_session_is_proposed_scheduled_rescheduled_and_moved()
    {
        var scenario = await ProgrammeScenario.Convene(server, "moved");
        var proposed = (await scenario.Organiser.Post($"{scenario.Path}/sessions", await scenario.Talk()))
            .Expect(HttpStatusCode.Created);
        var thing = $"/v1/sessions/{proposed.Id}";
        Assert.Equal(thing, proposed.Headers["Location"]);
        Assert.Equal("proposed", (string?)proposed.Body["status"]);

        await Schedule(scenario.Slot("09:00", "10:00"), "\"2\"");
        await Schedule(scenario.Slot("10:00", "11:00"), "\"3\"");
        var moved = await Schedule(scenario.Slot("10:00", "11:00", scenario.Hub), "\"4\"");
        var again = await Schedule(scenario.Slot("10:00", "11:00", scenario.Hub), "\"4\"");
        Assert.Equal(moved.Text, again.Text);
        Assert.Equal("scheduled", (string?)moved.Body["status"]);
        Assert.Equal("Africa/Johannesburg", (string?)moved.Body["slot"]!["timeZone"]);

        async Task<Answer> Schedule(object slot, string tag)
        {
            var answer = (await scenario.Organiser.PostSeen(thing, "schedule", slot)).Expect(HttpStatusCode.OK);
            Assert.Equal(tag, answer.ETag);
            return answer;
        }
    }

    [Fact]
    public async Task times_are_shown_in_the_time_zone_of_the_congress()
    {
        var scenario = await ProgrammeScenario.Convene(server, "zoned", "America/Sao_Paulo");
        var session = await scenario.Session(slot: new
        {
            room = scenario.Hall,
            startsAt = "2019-11-12T01:30:00Z",
            endsAt = "2019-11-12T02:30:00Z",
        });
        var read = await scenario.Organiser.Get($"/v1/sessions/{session}");
        Assert.Equal("2019-11-11T22:30:00-03:00", (string?)read.Body["slot"]!["startsAt"]);
        var listed = await scenario.Organiser.Get($"{scenario.Path}/sessions?day=2019-11-11");
        Assert.Single(listed.Body["items"]!.AsArray());
    }

    [Fact]
    public async Task scheduling_and_retitling_need_the_version_that_the_caller_read()
    {
        var scenario = await ProgrammeScenario.Convene(server, "seen");
        var thing = $"/v1/sessions/{await scenario.Session()}";
        var slot = scenario.Slot("09:00", "10:00");
        (await scenario.Organiser.Post($"{thing}/schedule", slot))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var stale = (await scenario.Organiser.Post($"{thing}/schedule", slot, ("If-Match", "\"7\"")))
            .ExpectProblem(HttpStatusCode.PreconditionFailed, "http/version-changed");
        Assert.Equal("\"1\"", stale.ETag);
        Assert.Equal(1, (int)stale.Body["version"]!);
        (await scenario.Organiser.Post($"{thing}/retitle", new { title = ProgrammeScenario.En("Other") }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var retitled = (await scenario.Organiser.PostSeen(
                thing, "retitle", new { title = ProgrammeScenario.En("Other") }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("Other", (string?)retitled.Body["title"]!["en"]);
    }

    [Theory]
    [InlineData("10:00", "09:00", "2019-11-11", "programme/ends-before-start")]
    [InlineData("10:00", "10:00", "2019-11-11", "programme/ends-before-start")]
    [InlineData("09:00", "10:00", "2019-11-10", "programme/outside-congress")]
    [InlineData("09:00", "10:00", "2019-11-16", "programme/outside-congress")]
    [InlineData("09:00", "09:10", "2019-11-12", "programme/format-duration")]
    public async Task a_slot_that_breaks_a_rule_is_refused_with_its_code(
        string from, string until, string day, string code)
    {
        var scenario = await ProgrammeScenario.Convene(server, $"unfit-{Guid.NewGuid():N}");
        var answer = await scenario.Organiser.PostSeen($"/v1/sessions/{await scenario.Session()}", "schedule",
            scenario.Slot(from, until, day: day));
        answer.ExpectProblem(HttpStatusCode.Conflict, code);
        Assert.Equal(code, (string?)answer.Body["rule"]);
        Assert.NotNull(answer.Body["field"]);
        Assert.NotNull(answer.Body["facts"]);
    }
}
