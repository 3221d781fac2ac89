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
    public void a_person_is_booked_once_whether_they_lead_chair_or_speak() => Assert.Equal([Mayor],
        Occupancy.Of(Given([.. Until(SessionStatus.Scheduled, Track.Local4Action),
                new LeadAssigned(Mayor, LeadIsPerson: true), new ParticipantAdded(Mayor, ParticipantRole.Chair),
                new ParticipantAdded(Mayor, ParticipantRole.Speaker)]).State)
            .Where(booking => booking.Kind == "person").Select(booking => booking.Subject));

    [Fact]
    public void an_organisation_that_leads_is_not_booked() => Assert.Equal(["room"],
        Occupancy.Of(Given(Until(SessionStatus.Scheduled, Track.Local4Action)).State).Select(booking => booking.Kind));

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

    [Fact]
    public void what_is_left_of_a_slot_when_its_session_is_closed_is_free()
    {
        var closedAt = Morning.StartsAt.AddMinutes(20);
        var booked = Occupancy.Of(Given([.. Until(SessionStatus.Open, Track.Statutory),
            new ParticipantAdded(Mayor, ParticipantRole.Chair), new SessionClosed(closedAt)]).State);
        Assert.Equal([("room", closedAt.AddMinutes(30)), ("person", closedAt), ("body", closedAt)],
            booked.Select(booking => (booking.Kind, booking.Until)));
        Assert.All(booked, booking => Assert.Equal(closedAt, booking.Slot.EndsAt));
    }

    [Fact]
    public void a_session_that_sat_longer_than_its_slot_books_no_more_than_its_slot() => Assert.Equal(Morning.EndsAt,
        Occupancy.Of(Given([.. Until(SessionStatus.Open, Track.Statutory),
            new SessionClosed(Morning.EndsAt.AddHours(1))]).State)[1].Until);

    [Fact]
    public void a_session_that_sat_before_its_slot_books_nothing() => Assert.Empty(
        Occupancy.Of(Given([.. Until(SessionStatus.Open), new SessionClosed(Morning.StartsAt)]).State));

    private static IReadOnlyList<Occupancy.Booking> Booked(SessionStatus status) =>
        Occupancy.Of(Given(Until(status, Track.Statutory)).State);
}
