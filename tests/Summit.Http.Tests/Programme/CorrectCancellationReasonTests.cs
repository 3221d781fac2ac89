using System.Net;
using Summit.Programme;

namespace Summit.Http.Tests.Programme;

public sealed class CorrectCancellationReasonTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_corrected_reason_of_a_session_is_read_now_and_the_earlier_one_in_the_past()
    {
        var scenario = await ProgrammeScenario.Convene(server, "correct-session");
        var at = $"/v1/sessions/{await scenario.Session(slot: scenario.Slot("09:00", "10:00"))}";
        (await scenario.Organiser.PostSeen(at, "correct-reason", new { reason = "None." }))
            .ExpectRefused(ProgrammeRules.NoReasonGiven);
        var cancelled = (await scenario.Organiser.Post($"{at}/cancel", new { reason = "A strom." }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"{at}/correct-reason", new { reason = "A storm." }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        await ReadNowAndThen(scenario, at, cancelled, "A storm.", "A strom.");
        (await scenario.Organiser.Post($"{at}/reinstate", new { reason = "It has passed." }))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_corrected_reason_of_a_break_is_read_now_and_the_earlier_one_in_the_past()
    {
        var scenario = await ProgrammeScenario.Convene(server, "correct-break");
        var lunch = (await scenario.Organiser.Post($"{scenario.Path}/breaks", new
        {
            kind = "break", title = new { en = "Lunch" },
            startsAt = "2019-11-12T12:00:00+02:00", endsAt = "2019-11-12T13:00:00+02:00",
        })).Expect(HttpStatusCode.Created);
        var at = $"/v1/breaks/{lunch.Id}";
        (await scenario.Organiser.PostSeen(at, "correct-reason", new { reason = "None." }))
            .ExpectRefused(ProgrammeRules.NoReasonGiven);
        var cancelled = (await scenario.Organiser.Post($"{at}/cancel", new { reason = "No cooc." }))
            .Expect(HttpStatusCode.OK);
        await ReadNowAndThen(scenario, at, cancelled, "No cook.", "No cooc.");
    }

    private static async Task ReadNowAndThen(
        ProgrammeScenario scenario, string at, Answer cancelled, string reason, string earlier)
    {
        var corrected = (await scenario.Organiser.PostSeen(at, "correct-reason", new { reason }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(reason, (string?)corrected.Body["cancelledBecause"]);
        var again = (await scenario.Organiser.PostSeen(at, "correct-reason", new { reason }))
            .Expect(HttpStatusCode.OK);
        Assert.Equal(corrected.ETag, again.ETag);
        var position = cancelled.Headers[StoredResponseResult.PositionHeader];
        var then = (await scenario.Organiser.Get($"{at}?position={position}")).Expect(HttpStatusCode.OK);
        Assert.Equal(earlier, (string?)then.Body["cancelledBecause"]);
    }
}
