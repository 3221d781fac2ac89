using Summit.Congress;
using Summit.Kernel;

namespace Summit.Tests.Congress;

public sealed class OpenRoomTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Guid Room = Guid.CreateVersion7();
    private static readonly RoomTraits Hall = new("Hall 1", 500, 15, ["en", "fr"], StepFree: true, Streaming: true);

    private static readonly CongressConvened Convened = new(Id, "durban-2019", LocalisedText.Of(("en", "Durban")),
        new Host("Durban", "ZA"), "Africa/Johannesburg", new DateOnly(2019, 11, 11), new DateOnly(2019, 11, 15), ["en"]);

    [Fact]
    public void a_room_is_opened() => Given.Stream(Edition.Stream, Convened)
        .When(edition => OpenRoom.Decide(edition, Room, Hall))
        .Then(new RoomOpened(Room, Hall));

    [Fact]
    public void two_open_rooms_do_not_share_a_name() => Given.Stream(Edition.Stream, Convened, new RoomOpened(Room, Hall))
        .When(edition => OpenRoom.Decide(edition, Guid.CreateVersion7(), Hall))
        .ThenRefused(CongressRules.RoomNameTaken);

    [Fact]
    public void the_name_of_a_closed_room_is_free_again() =>
        Given.Stream(Edition.Stream, Convened, new RoomOpened(Room, Hall), new RoomClosed(Room, "flooded"))
            .When(edition => OpenRoom.Decide(edition, Id, Hall))
            .Then(new RoomOpened(Id, Hall));

    [Fact]
    public void a_congress_that_is_over_opens_no_room() =>
        Given.Stream(Edition.Stream, Convened, new CongressClosed(DateTimeOffset.UnixEpoch))
            .When(edition => OpenRoom.Decide(edition, Room, Hall))
            .ThenRefused(CongressRules.Closed);
}
