using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class OpenRoomTests
{
    private static readonly OpenRoom Ask = new()
    {
        Name = Hall.Name,
        Capacity = Hall.Capacity,
        TurnRoundMinutes = Hall.TurnRoundMinutes,
        Interpretation = Hall.Interpretation,
        StepFree = Hall.StepFree,
        Streaming = Hall.Streaming,
    };

    [Fact]
    public void a_room_is_opened() => Given(Convened).When(Ask, RoomId).Then(new RoomOpened(RoomId, Hall));

    [Fact]
    public void a_room_with_the_name_of_an_open_room_is_refused() => Given(Convened, new RoomOpened(RoomId, Hall))
        .When(Ask, OtherRoomId)
        .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void a_room_with_a_name_that_looks_like_that_of_an_open_room_is_refused() =>
        Given(Convened, new RoomOpened(RoomId, Hall with { Name = "Grand Ballroom" }))
            .When(Ask with { Name = "grand\u00A0 ballroom " }, OtherRoomId)
            .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void a_room_may_have_the_name_of_a_closed_room() =>
        Given(Convened, new RoomOpened(RoomId, Hall), new RoomClosed(RoomId, "flooded"))
            .When(Ask, OtherRoomId)
            .Then(new RoomOpened(OtherRoomId, Hall));

    [Fact]
    public void a_room_is_not_opened_in_a_closed_congress() =>
        Given(Convened, Closed).When(Ask, RoomId).ThenRefused(CongressRules.Closed);
}
