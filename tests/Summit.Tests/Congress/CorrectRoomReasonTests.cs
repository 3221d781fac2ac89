using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class CorrectRoomReasonTests
{
    private static readonly CorrectRoomReason Ask = new("The lift is out of order.");
    private static readonly RoomOpened Opened = new(RoomId, Hall);
    private static readonly RoomClosed Flooded = new(RoomId, "flooded");
    private static readonly RoomReasonCorrected Corrected = new(RoomId, "The lift is out of order.");

    [Fact]
    public void why_a_room_was_closed_is_corrected_and_it_stays_closed()
    {
        var edition = Given(Convened, Opened, Flooded).When(Ask, RoomId).Then(Corrected);
        Assert.Null(edition.OpenRoom(RoomId));
        Assert.Equal("The lift is out of order.", Assert.Single(edition.Rooms).ClosedBecause);
    }

    [Fact]
    public void the_same_reason_again_is_nothing_new() =>
        Given(Convened, Opened, Flooded, Corrected).When(Ask, RoomId).ThenNothing();

    [Fact]
    public void an_open_room_has_no_reason_to_correct() =>
        Given(Convened, Opened).When(Ask, RoomId).ThenRefused(CongressRules.NoReasonGiven);

    [Fact]
    public void a_room_that_the_congress_does_not_have_is_refused() =>
        Given(Convened).When(Ask, RoomId).ThenRefused(CongressRules.NoSuchRoom);
}
