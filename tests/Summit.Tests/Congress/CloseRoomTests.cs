using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class CloseRoomTests
{
    private static readonly CloseRoom Ask = new("flooded");

    [Fact]
    public void a_room_is_closed() => Given(Convened, new RoomOpened(RoomId, Hall))
        .When(Ask, RoomId)
        .Then(new RoomClosed(RoomId, "flooded"));

    [Fact]
    public void a_room_closed_again_is_nothing_new() =>
        Given(Convened, new RoomOpened(RoomId, Hall), new RoomClosed(RoomId, "flooded"))
            .When(Ask, RoomId)
            .ThenNothing();

    [Fact]
    public void a_room_that_the_congress_does_not_have_is_not_closed() =>
        Given(Convened).When(Ask, RoomId).ThenRefused(CongressRules.NoSuchRoom);
}
