using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class ChangeRoomTests
{
    private static readonly RoomOpened Opened = new(RoomId, Hall);

    private static readonly ChangeRoom Ask = new()
    {
        Name = Hall.Name,
        Capacity = Hall.Capacity,
        TurnRoundMinutes = Hall.TurnRoundMinutes,
        Interpretation = ["en", "fr"],
        StepFree = Hall.StepFree,
        Streaming = Hall.Streaming,
    };

    [Fact]
    public void a_room_is_changed() => Given(Convened, Opened)
        .When(Ask with { Capacity = 400 }, RoomId)
        .Then(new RoomChanged(RoomId, Hall with { Capacity = 400 }));

    [Fact]
    public void a_room_changed_to_what_it_is_already_is_nothing_new() =>
        Given(Convened, Opened).When(Ask, RoomId).ThenNothing();

    [Fact]
    public void a_room_does_not_take_the_name_of_another_open_room() =>
        Given(Convened, Opened, new RoomOpened(OtherRoomId, Hall with { Name = "Hall 2" }))
            .When(Ask, OtherRoomId)
            .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void a_room_may_write_its_own_name_otherwise() => Given(Convened, Opened)
        .When(Ask with { Name = "HALL  1" }, RoomId)
        .Then(new RoomChanged(RoomId, Hall with { Name = "HALL  1" }));

    [Fact]
    public void a_room_that_the_congress_does_not_have_is_not_changed() =>
        Given(Convened).When(Ask, RoomId).ThenRefused(CongressRules.NoSuchRoom);

    [Fact]
    public void a_closed_room_is_not_changed() => Given(Convened, Opened, new RoomClosed(RoomId, "flooded"))
        .When(Ask with { Capacity = 400 }, RoomId)
        .ThenRefused(CongressRules.NoSuchRoom);
}
