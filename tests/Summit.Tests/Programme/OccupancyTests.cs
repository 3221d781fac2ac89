using Summit.Kernel;
using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class OccupancyTests
{
    [Theory]
    [InlineData(SessionStatus.Proposed)]
    [InlineData(SessionStatus.Cancelled)]
    public void a_session_without_a_slot_books_nothing(SessionStatus status) => Assert.Empty(Booked(status));

    [Theory]
    [InlineData(SessionStatus.Scheduled)]
    [InlineData(SessionStatus.Reported)]
    public void a_meeting_of_a_body_books_its_room_and_its_body(SessionStatus status) =>
        Assert.Equal(["room", "body"], Booked(status).Select(booking => booking.Kind));

    [Fact]
    public void a_room_is_booked_until_its_turn_round_is_over() =>
        Assert.Equal(Morning.EndsAt.AddMinutes(30), Booked(SessionStatus.Closed)[0].Until);

    [Fact]
    public void a_hall_is_booked_with_all_its_parts_until_its_own_turn_round_is_over()
    {
        var slot = Schedule(room: Both).PlaceIn(Durban);
        var booked = Occupancy.Of(Given(ProposedIn(), new SessionScheduled(slot)).State);
        Assert.Equal([Both, Hall, Hub], booked.Select(booking => booking.Subject));
        Assert.All(booked, booking => Assert.Equal(slot.EndsAt.AddMinutes(45), booking.Until));
    }

    [Fact]
    public void an_online_session_without_a_room_books_its_people_alone()
    {
        var slot = (Schedule() with { Room = null }).PlaceIn(Durban);
        var booked = Occupancy.Of(Given(ProposedIn() with { Mode = SessionMode.Online }, new SessionScheduled(slot),
            new ParticipantAdded(Mayor, ParticipantRole.Speaker)).State);
        Assert.Equal(("person", Mayor), (Assert.Single(booked).Kind, booked[0].Subject));
    }

    private static IReadOnlyList<Occupancy.Booking> Booked(SessionStatus status) =>
        Occupancy.Of(Given(Until(status, Track.Statutory)).State);
}
