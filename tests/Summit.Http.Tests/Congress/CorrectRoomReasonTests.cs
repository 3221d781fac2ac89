using System.Net;
using Summit.Congress;
using Summit.Http.Tests.Programme;

namespace Summit.Http.Tests.Congress;

public sealed class CorrectRoomReasonTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_corrected_reason_of_a_room_is_read_now_and_the_earlier_one_in_the_past()
    {
        var scenario = await ProgrammeScenario.Convene(server, "correct-room");
        var room = $"{scenario.Path}/rooms/{scenario.Hub}";
        (await Correct("None.")).ExpectRefused(CongressRules.NoReasonGiven);
        var closed = (await scenario.Organiser.Post($"{room}/close", new { reason = "Floded." }))
            .Expect(HttpStatusCode.OK);
        (await scenario.Organiser.Post($"{room}/correct-reason", new { reason = "Flooded." }))
            .ExpectProblem(HttpStatusCode.PreconditionRequired, "http/version-missing");
        var corrected = (await Correct("Flooded.")).Expect(HttpStatusCode.OK);
        Assert.Equal("Flooded.", (string?)corrected.Body["closedBecause"]);
        Assert.Equal(corrected.ETag, (await Correct("Flooded.")).Expect(HttpStatusCode.OK).ETag);
        var position = closed.Headers[StoredResponseResult.PositionHeader];
        Assert.Equal("Floded.", await Read($"?position={position}"));
        Assert.Equal("Flooded.", await Read(""));

        Task<Answer> Correct(string reason) =>
            scenario.Organiser.Post($"{room}/correct-reason", new { reason }, ("If-Match", "*"));

        async Task<string?> Read(string query) =>
            (string?)(await scenario.Organiser.Get(room + query)).Expect(HttpStatusCode.OK).Body["closedBecause"];
    }
}
