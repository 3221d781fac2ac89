using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class ReopenRoomTests
{
    private static readonly ReopenRoom Ask = new("It is dry.");
    private static readonly RoomOpened Opened = new(RoomId, Hall);
    private static readonly RoomClosed Flooded = new(RoomId, "flooded");

    [Fact]
    public void a_closed_room_is_reopened()
    {
        var edition = Given(Convened, Opened, Flooded).When(Ask, RoomId).Then(new RoomReopened(RoomId, "It is dry."));
        Assert.NotNull(edition.OpenRoom(RoomId));
    }

    [Fact]
    public void an_open_room_is_not_reopened() => Given(Convened, Opened).When(Ask, RoomId).ThenNothing();

    [Fact]
    public void a_room_whose_name_another_open_room_has_by_now_is_not_reopened() =>
        Given(Convened, Opened, Flooded, new RoomOpened(OtherRoomId, Hall)).When(Ask, RoomId)
            .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void a_room_that_the_congress_does_not_have_is_not_reopened() =>
        Given(Convened).When(Ask, RoomId).ThenRefused(CongressRules.NoSuchRoom);
}
