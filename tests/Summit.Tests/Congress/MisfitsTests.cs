using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class MisfitsTests
{
    private static readonly RoomOpened Opened = new(RoomId, Hall);

    [Fact]
    public void a_session_within_the_days_and_zone_of_its_congress_in_an_open_room_fits() =>
        Assert.Empty(Misfits.Of(Given(Convened, Opened).State, [Talk, Talk with { Room = null, Rooms = [] }]));

    [Fact]
    public void a_session_outside_the_days_of_its_congress_does_not_fit()
    {
        var shorter = Changed(Convened.TimeZone, new DateOnly(2019, 11, 12));
        Reasons([Convened, Opened, shorter], Talk, MisfitReason.OutsideCongress);
    }

    [Fact]
    public void a_session_whose_slot_was_given_in_another_zone_does_not_fit() =>
        Reasons([Convened, Opened, Changed("Europe/Madrid", Convened.EndsOn)], Talk, MisfitReason.OtherZone);

    [Fact]
    public void a_session_in_a_closed_room_does_not_fit() =>
        Reasons([Convened, Opened, new RoomClosed(RoomId, "flooded")], Talk, MisfitReason.RoomClosed);

    [Fact]
    public void a_session_in_a_hall_of_which_a_part_is_closed_does_not_fit() => Reasons(
        [
            Convened, Opened, new RoomOpened(OtherRoomId, Hall with { Name = "1+2" }, [RoomId]),
            new RoomClosed(RoomId, "flooded"),
        ],
        Talk with { Room = OtherRoomId, Rooms = [OtherRoomId, RoomId] }, MisfitReason.PartClosed);

    private static CongressChanged Changed(string zone, DateOnly endsOn) =>
        new(Convened.Name, Convened.Host, zone, Convened.StartsOn, endsOn, Convened.Languages);

    private static void Reasons(
        IEnumerable<CongressEvent> history, Planned session, params MisfitReason[] expected)
    {
        var misfit = Assert.Single(Misfits.Of(Given(history).State, [session]));
        Assert.Equal((session.Id, session.StartsAt), (misfit.Id, misfit.Slot.StartsAt));
        Assert.Equal(expected, misfit.Reasons);
    }
}
