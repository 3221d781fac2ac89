using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class CloseRoomTests
{
    private static readonly CloseRoom Ask = new("flooded");
    private static readonly RoomOpened Opened = new(RoomId, Hall);
    private static readonly DateTimeOffset Before = Talk.EndsAt.AddMinutes(-1);

    [Fact]
    public void a_room_is_closed() => Given(Convened, Opened)
        .When(Ask, RoomId, NothingPlanned, Before)
        .Then(new RoomClosed(RoomId, "flooded"));

    [Fact]
    public void a_room_closed_again_is_nothing_new() => Given(Convened, Opened, new RoomClosed(RoomId, "flooded"))
        .When(Ask, RoomId, new PlannedFacts([Talk]), Before)
        .ThenNothing();

    [Fact]
    public void a_room_that_the_congress_does_not_have_is_not_closed() =>
        Given(Convened).When(Ask, RoomId, NothingPlanned, Before).ThenRefused(CongressRules.NoSuchRoom);

    [Fact]
    public void a_room_with_sessions_to_come_is_closed_only_once_confirmed()
    {
        var elsewhere = Talk with { Id = Guid.CreateVersion7(), Room = OtherRoomId, Rooms = [OtherRoomId] };
        var planned = new PlannedFacts([Talk, elsewhere]);
        var refused = Given(Convened, Opened).When(Ask, RoomId, planned, Before)
            .ThenRefused(CongressRules.RoomClosingUnconfirmed);
        Assert.Equal(Talk.Id, Assert.Single(refused.ConflictsWith).Id);
        Given(Convened, Opened).When(Ask with { Confirmed = true }, RoomId, planned, Before)
            .Then(new RoomClosed(RoomId, "flooded"));
    }

    [Fact]
    public void a_part_of_a_hall_with_sessions_to_come_is_closed_only_once_confirmed() => Given(Convened, Opened)
        .When(Ask, RoomId, new PlannedFacts([Talk with { Room = OtherRoomId, Rooms = [OtherRoomId, RoomId] }]), Before)
        .ThenRefused(CongressRules.RoomClosingUnconfirmed);

    [Fact]
    public void sessions_that_are_over_keep_no_room_open() => Given(Convened, Opened)
        .When(Ask, RoomId, new PlannedFacts([Talk]), Talk.EndsAt)
        .Then(new RoomClosed(RoomId, "flooded"));
}
