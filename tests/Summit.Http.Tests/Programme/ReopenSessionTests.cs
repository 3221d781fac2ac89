using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Programme;

/// <summary>What was opened, closed or cancelled by mistake is taken back.</summary>
public sealed class ReopenSessionTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static readonly object Mistaken = new { reason = "Another session was meant." };

    [Fact]
    public async Task the_rest_of_a_slot_is_free_once_a_session_is_closed_and_taken_up_again_when_it_is_reopened()
    {
        var scenario = await ProgrammeScenario.Convene(server, "reopened");
        var session = await scenario.Session("Closed", scenario.Slot("09:00", "10:30", scenario.Hub));
        var person = await scenario.Person();
        (await scenario.Organiser.Post($"/v1/sessions/{session}/participants", new { person, role = "chair" }))
            .Expect(HttpStatusCode.OK);
        server.Clock.SetUtcNow(new DateTimeOffset(2019, 11, 11, 7, 30, 0, TimeSpan.Zero));
        (await Act(scenario, session, "open")).Expect(HttpStatusCode.OK);
        (await Want("09:30")).ExpectRefused(ProgrammeRules.RoomOccupied);
        (await Act(scenario, session, "close")).Expect(HttpStatusCode.OK);
        (await Want("09:29")).ExpectRefused(ProgrammeRules.RoomOccupied);
        var next = (await Want("09:30")).Expect(HttpStatusCode.Created).Id;
        (await scenario.Organiser.Post($"/v1/sessions/{next}/participants", new { person, role = "chair" }))
            .Expect(HttpStatusCode.OK);

        var refused = (await Act(scenario, session, "reopen", Mistaken)).ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal(next, (Guid)Assert.Single(refused.Body["conflictsWith"]!.AsArray())!["id"]!);
        Assert.Equal(["room", "person"],
            refused.Body["facts"]!["occupied"]!.AsArray().Select(one => (string?)one!["kind"]));
        (await Act(scenario, next, "cancel", Mistaken)).Expect(HttpStatusCode.OK);
        var reopened = (await Act(scenario, session, "reopen", Mistaken)).Expect(HttpStatusCode.OK);
        Assert.Equal("open", (string?)reopened.Body["status"]);
        Assert.Null(reopened.Body["closedAt"]);
        (await Want("09:30")).ExpectRefused(ProgrammeRules.RoomOccupied);
        var replay = server.Services.GetRequiredService<ProjectionRebuilder>();
        Assert.Null(await replay.Compare("programme.occupancy", TestContext.Current.CancellationToken));

        async Task<Answer> Want(string from) => await scenario.Organiser.Post($"{scenario.Path}/sessions",
            await scenario.Talk(slot: scenario.Slot(from, "10:30", scenario.Hub)));
    }

    [Fact]
    public async Task a_session_is_opened_hours_early_only_when_that_is_confirmed_and_the_opening_is_undone()
    {
        var scenario = await ProgrammeScenario.Convene(server, "early");
        var session = await scenario.Session("Early", scenario.Slot("09:00", "10:00", day: "2019-11-15"));
        var asked = (await Act(scenario, session, "open")).ExpectRefused(ProgrammeRules.OpeningUnconfirmed);
        Assert.Equal("/confirmed", (string?)asked.Body["field"]);
        Assert.Equal("2019-11-15T09:00:00+02:00", (string?)asked.Body["facts"]!["from"]);
        Assert.Equal("2019-11-15T10:00:00+02:00", (string?)asked.Body["conflictsWith"]![0]!["slot"]!["endsAt"]);
        (await Act(scenario, session, "open", new { confirmed = true })).Expect(HttpStatusCode.OK);
        var undone = (await Act(scenario, session, "undo-opening", Mistaken)).Expect(HttpStatusCode.OK);
        Assert.Equal("scheduled", (string?)undone.Body["status"]);
        Assert.Null(undone.Body["openedAt"]);
        (await scenario.Organiser.PostSeen(
            $"/v1/sessions/{session}", "schedule", scenario.Slot("11:00", "12:00", day: "2019-11-15")))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_session_opens_without_a_body_when_its_slot_is_near()
    {
        var scenario = await ProgrammeScenario.Convene(server, "near");
        var session = await scenario.Session("Near", scenario.Slot("09:00", "10:00"));
        server.Clock.SetUtcNow(new DateTimeOffset(2019, 11, 11, 7, 30, 0, TimeSpan.Zero));
        (await scenario.Organiser.Send(HttpMethod.Post, $"/v1/sessions/{session}/open", null))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_opening_of_a_session_in_which_something_was_drafted_is_not_undone()
    {
        var scenario = await CongressScenario.Convene(server, "drafted");
        var (session, paper, _) = await scenario.OpenSessionOnPaper();
        var draft = await scenario.Draft(session, "Let cities speak.", paper);
        var refused = await scenario.Organiser.Post($"/v1/sessions/{session}/undo-opening", Mistaken);
        Assert.Equal(draft,
            (Guid)Assert.Single(refused.ExpectRefused(ProgrammeRules.HasSat).Body["conflictsWith"]!.AsArray())!["id"]!);
    }

    [Fact]
    public async Task a_cancelled_session_comes_back_in_its_slot_or_where_that_is_taken_without_it()
    {
        var scenario = await ProgrammeScenario.Convene(server, "reinstated");
        var session = await scenario.Session("Back", scenario.Slot("14:00", "15:00", day: "2019-11-15"));
        (await Act(scenario, session, "cancel", Mistaken)).Expect(HttpStatusCode.OK);
        var back = (await Act(scenario, session, "reinstate", Mistaken)).Expect(HttpStatusCode.OK);
        Assert.Equal("scheduled", (string?)back.Body["status"]);
        (await Act(scenario, session, "cancel", Mistaken)).Expect(HttpStatusCode.OK);
        var other = await scenario.Session("Other", scenario.Slot("14:30", "15:30", day: "2019-11-15"));
        var refused = (await Act(scenario, session, "reinstate", Mistaken)).ExpectRefused(ProgrammeRules.RoomOccupied);
        Assert.Equal(other, (Guid)Assert.Single(refused.Body["conflictsWith"]!.AsArray())!["id"]!);
        var proposed = (await Act(
            scenario, session, "reinstate", new { reason = "After all.", withoutSlot = true }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal("proposed", (string?)proposed.Body["status"]);
        Assert.Null(proposed.Body["cancelledBecause"]);
    }

    private static Task<Answer> Act(ProgrammeScenario scenario, Guid session, string act, object? body = null) =>
        scenario.Organiser.Post($"/v1/sessions/{session}/{act}", body);
}
