using Summit.Kernel;
using Summit.Programme;
using Summit.Statutory;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class JoinedParticipantsTests
{
    private static readonly Guid Into = Guid.CreateVersion7();
    private static readonly Guid City = Guid.CreateVersion7();
    private static readonly ParticipantAdded Sits = new(Mayor, ParticipantRole.Chair);
    private static readonly ParticipantAdded IntoSits = new(Into, ParticipantRole.Speaker);

    [Theory]
    [InlineData(SessionStatus.Proposed)]
    [InlineData(SessionStatus.Scheduled)]
    [InlineData(SessionStatus.Open)]
    [InlineData(SessionStatus.Closed)]
    [InlineData(SessionStatus.Cancelled)]
    public void the_place_of_a_joined_person_is_taken_over_with_its_role_where_the_session_may_go_on(
        SessionStatus status) =>
        Given([ProposedIn(), Sits, .. Until(status).Skip(1)]).When(session => Decide(session))
            .Then(new ParticipantRemoved(Mayor), new ParticipantAdded(Into, ParticipantRole.Chair));

    [Fact]
    public void what_is_reported_keeps_who_took_part() =>
        Given([ProposedIn(), Sits, Attended(new Present(Mayor)), .. Until(SessionStatus.Reported).Skip(1)])
            .When(session => Decide(session)).ThenNothing();

    [Fact]
    public void who_sits_there_already_takes_over_the_roles_that_they_do_not_have()
    {
        Given([.. Until(SessionStatus.Scheduled), Sits, IntoSits]).When(session => Decide(session))
            .Then(new ParticipantRemoved(Mayor), new ParticipantAdded(Into, ParticipantRole.Chair));
        Given([.. Until(SessionStatus.Scheduled), Sits, new ParticipantAdded(Into, ParticipantRole.Chair)])
            .When(session => Decide(session)).Then(new ParticipantRemoved(Mayor));
    }

    [Fact]
    public void who_sits_elsewhere_at_that_time_does_not_take_the_place_over_and_both_sessions_are_told()
    {
        var other = Another("10:59", IntoSits);
        var session = Given([.. Until(SessionStatus.Scheduled), Sits]).State;
        var refused = Decide(session, other).Refused;
        Assert.Equal(ProgrammeRules.PersonOccupied, refused?.Rule);
        Assert.Equal([session.Id, other.Id], refused!.ConflictsWith.Select(conflict => conflict.Id));
        Assert.Equal(2, Decide(session, Another("11:00", IntoSits)).Events.Count);
    }

    [Fact]
    public void a_session_is_not_taken_over_by_who_leads_another_at_that_time() =>
        Assert.Equal(ProgrammeRules.PersonOccupied, Decide(
            Given([.. Until(SessionStatus.Scheduled), Sits]).State,
            Another("10:59", new LeadAssigned(Into, LeadIsPerson: true))).Refused?.Rule);

    [Fact]
    public void of_two_sessions_at_one_time_that_a_joined_person_led_and_sat_in_one_is_taken_over_and_the_other_told()
    {
        // Stored before it was known that a person leads it: it took nobody up.
        var led = Given([ProposedIn(), new LeadAssigned(Mayor), .. Until(SessionStatus.Scheduled).Skip(1)]).State;
        var sat = Another("10:59", Sits);
        var decisions = JoinedParticipants.Decisions([led, sat], Mayor, Into, NoBodies, Now);
        Assert.Equal(new LeadAssigned(Into, LeadIsPerson: true), Assert.Single(decisions[led.Id].Events));
        Assert.Equal([sat.Id, led.Id], decisions[sat.Id].Refused?.ConflictsWith.Select(conflict => conflict.Id));
    }

    [Fact]
    public void a_session_that_took_up_neither_a_room_nor_its_lead_is_not_taken_over_by_who_sits_elsewhere()
    {
        var online = new SessionScheduled(Morning with { Room = null, Parts = null });
        Assert.Equal(ProgrammeRules.PersonOccupied, Decide(
            Given(ProposedIn(), new LeadAssigned(Mayor), online).State, Another("10:59", IntoSits)).Refused?.Rule);
    }

    [Theory]
    [InlineData(SessionStatus.Proposed)]
    [InlineData(SessionStatus.Scheduled)]
    [InlineData(SessionStatus.Open)]
    [InlineData(SessionStatus.Closed)]
    [InlineData(SessionStatus.Cancelled)]
    public void a_session_that_a_joined_person_leads_is_led_by_the_one_that_stays_where_it_may_go_on(
        SessionStatus status) =>
        Given([ProposedIn(), new LeadAssigned(Mayor, LeadIsPerson: true), .. Until(status).Skip(1)])
            .When(session => Decide(session)).Then(new LeadAssigned(Into, LeadIsPerson: true));

    [Fact]
    public void in_the_attendance_register_the_one_that_stays_takes_the_place_and_is_counted_once()
    {
        Given([.. Until(SessionStatus.Open), Attended(new Present(Mayor, City))]).When(session => Decide(session))
            .Then(Attended(new Present(Into, City)));
        Given([.. Until(SessionStatus.Open), Attended(new Present(Into), new Present(Mayor, City))])
            .When(session => Decide(session)).Then(Attended(new Present(Into)));
        // Attendance is no sitting.
        var (attended, sat) = (
            Given([.. Until(SessionStatus.Open), Attended(new Present(Mayor))]).State, Another("10:59", Sits));
        Assert.All(JoinedParticipants.Decisions([attended, sat], Mayor, Into, NoBodies, Now).Values,
            decision => Assert.Null(decision.Refused));
    }

    [Fact]
    public void who_holds_seats_of_two_members_of_a_body_is_counted_by_both_until_one_mandate_ends()
    {
        var meeting = Given([.. Until(SessionStatus.Open, Track.Statutory), Attended(new Present(Mayor, City))]).State;
        var (seat, other) = (new SeatFact(City, Mayor, false), new SeatFact(Guid.CreateVersion7(), Into, false));
        Assert.Empty(Decide(meeting, Council(1, seat, other)).Events);
        Assert.Equal(Into, Present(Decide(meeting, Council(1, seat))));
        Assert.Equal(Into, Present(Decide(meeting, Council(1, seat, other with { Organisation = City }))));

        static Guid Present(Decision<SessionEvent> decision) =>
            Assert.Single(Assert.IsType<AttendanceTaken>(Assert.Single(decision.Events)).Present).Person;
    }

    private static readonly IReadOnlyDictionary<Guid, BodyFacts> NoBodies = new Dictionary<Guid, BodyFacts>();

    private static Decision<SessionEvent> Decide(Session session, params Session[] others) =>
        JoinedParticipants.Decisions([session, .. others], Mayor, Into, NoBodies, Now)[session.Id];

    private static Decision<SessionEvent> Decide(Session session, BodyFacts body) => JoinedParticipants.Decisions(
        [session], Mayor, Into, new Dictionary<Guid, BodyFacts> { [body.Id] = body }, Now)[session.Id];

    private static AttendanceTaken Attended(params Present[] present) => new(present, Now);

    private static Session Another(string from, params SessionEvent[] further) => Given(
    [
        ProposedIn() with { Session = Guid.CreateVersion7() }, new SessionScheduled(SlotAt(from, "12:00")), .. further,
    ]).State;

    private static Slot SlotAt(string from, string until) =>
        Schedule($"2019-11-11T{from}:00+02:00", $"2019-11-11T{until}:00+02:00", Hub).PlaceIn(Durban);
}
