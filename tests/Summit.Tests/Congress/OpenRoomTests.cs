using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class OpenRoomTests
{
    private static readonly Guid Room = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();

    [Fact]
    public void a_room_is_opened() => Given.Stream(Edition.Category, Convened)
        .When(edition => OpenRoom.Decide(edition, Room, Hall))
        .Then(new RoomOpened(Room, Hall));

    [Fact]
    public void two_open_rooms_do_not_share_a_name() =>
        Given.Stream(Edition.Category, Convened, new RoomOpened(Room, Hall))
            .When(edition => OpenRoom.Decide(edition, Other, Hall))
            .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void the_name_of_a_closed_room_is_free_again() =>
        Given.Stream(Edition.Category, Convened, new RoomOpened(Room, Hall), new RoomClosed(Room, "flooded"))
            .When(edition => OpenRoom.Decide(edition, Other, Hall))
            .Then(new RoomOpened(Other, Hall));

    [Fact]
    public void a_congress_that_is_over_opens_no_room() => Given.Stream(Edition.Category, Convened, Closed)
        .When(edition => OpenRoom.Decide(edition, Room, Hall))
        .ThenRefused(CongressRules.Closed);

    [Fact]
    public void a_room_is_changed_once() =>
        Given.Stream(Edition.Category, Convened, new RoomOpened(Room, Hall))
            .When(edition => ChangeRoom.Decide(edition, Room, Hall with { Capacity = 400 }))
            .Then(new RoomChanged(Room, Hall with { Capacity = 400 }));

    [Fact]
    public void a_room_that_is_so_already_is_not_changed() =>
        Given.Stream(Edition.Category, Convened, new RoomOpened(Room, Hall))
            .When(edition => ChangeRoom.Decide(edition, Room, Hall with { Interpretation = ["en", "fr"] }))
            .ThenNothing();

    [Fact]
    public void a_room_does_not_take_the_name_of_another() =>
        Given.Stream(Edition.Category, Convened, new RoomOpened(Room, Hall),
                new RoomOpened(Other, Hall with { Name = "Hall 2" }))
            .When(edition => ChangeRoom.Decide(edition, Other, Hall))
            .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void a_room_that_is_not_there_is_neither_changed_nor_closed()
    {
        var durban = Given.Stream(Edition.Category, Convened);
        durban.When(edition => ChangeRoom.Decide(edition, Room, Hall)).ThenRefused(CongressRules.NoSuchRoom);
        durban.When(edition => CloseRoom.Decide(edition, Room, new CloseRoom("flooded")))
            .ThenRefused(CongressRules.NoSuchRoom);
    }

    [Fact]
    public void a_room_is_closed_once()
    {
        var close = new CloseRoom("flooded");
        var open = Given.Stream(Edition.Category, Convened, new RoomOpened(Room, Hall));
        open.When(edition => CloseRoom.Decide(edition, Room, close)).Then(new RoomClosed(Room, "flooded"));
        Given.Stream(Edition.Category, Convened, new RoomOpened(Room, Hall), new RoomClosed(Room, "flooded"))
            .When(edition => CloseRoom.Decide(edition, Room, close)).ThenNothing();
    }
}
