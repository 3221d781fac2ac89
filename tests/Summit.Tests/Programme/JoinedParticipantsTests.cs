using Summit.Kernel;
using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class JoinedParticipantsTests
{
    private static readonly Guid Into = Guid.CreateVersion7();
    private static readonly ParticipantAdded Sits = new(Mayor, ParticipantRole.Chair);
    private static readonly ParticipantAdded IntoSits = new(Into, ParticipantRole.Speaker);

    [Theory]
    [InlineData(SessionStatus.Proposed)]
    [InlineData(SessionStatus.Scheduled)]
    [InlineData(SessionStatus.Open)]
    public void the_place_of_a_joined_person_is_taken_over_with_its_role(SessionStatus status) =>
        Given([.. Until(status), Sits]).When(session => JoinedParticipants.Decide(session, Mayor, Into, []))
            .Then(new ParticipantRemoved(Mayor), new ParticipantAdded(Into, ParticipantRole.Chair));

    [Fact]
    public void who_sits_there_already_takes_over_the_roles_that_they_do_not_have()
    {
        Given([.. Until(SessionStatus.Scheduled), Sits, IntoSits])
            .When(session => JoinedParticipants.Decide(session, Mayor, Into, [session]))
            .Then(new ParticipantRemoved(Mayor), new ParticipantAdded(Into, ParticipantRole.Chair));
        Given([.. Until(SessionStatus.Scheduled), Sits, new ParticipantAdded(Into, ParticipantRole.Chair)])
            .When(session => JoinedParticipants.Decide(session, Mayor, Into, [session]))
            .Then(new ParticipantRemoved(Mayor));
    }

    [Fact]
    public void who_sits_elsewhere_at_that_time_does_not_take_the_place_over_and_both_sessions_are_told()
    {
        var other = Given(
            new SessionProposed(Guid.CreateVersion7(), CongressId, Track.Assembly, Title, [], Lead,
                SessionMode.InPerson, ["en"]),
            new SessionScheduled(SlotAt("10:59", "12:00")), IntoSits).State;
        var session = Given([.. Until(SessionStatus.Scheduled), Sits]).State;
        var refused = JoinedParticipants.Decide(session, Mayor, Into, [other]).Refused;
        Assert.Equal(ProgrammeRules.PersonOccupied, refused?.Rule);
        Assert.Equal([session.Id, other.Id], refused!.ConflictsWith.Select(conflict => conflict.Id));
        var later = Session.Category.Evolve(other, new SessionRescheduled(SlotAt("11:00", "12:00")));
        Assert.Equal(2, JoinedParticipants.Decide(session, Mayor, Into, [later]).Events.Count);
    }

    [Fact]
    public void a_session_is_not_taken_over_by_who_leads_another_at_that_time()
    {
        var other = Given(
            new SessionProposed(Guid.CreateVersion7(), CongressId, Track.Local4Action, Title, [], Into,
                SessionMode.InPerson, ["en"], LeadIsPerson: true),
            new SessionScheduled(SlotAt("10:59", "12:00"))).State;
        Assert.Equal(ProgrammeRules.PersonOccupied, JoinedParticipants.Decide(
            Given([.. Until(SessionStatus.Scheduled), Sits]).State, Mayor, Into, [other]).Refused?.Rule);
    }

    [Theory]
    [InlineData(SessionStatus.Closed)]
    [InlineData(SessionStatus.Cancelled)]
    public void what_is_over_keeps_who_took_part(SessionStatus status) =>
        Given([ProposedIn(), Sits, .. Until(status).Skip(1)])
            .When(session => JoinedParticipants.Decide(session, Mayor, Into, [])).ThenNothing();

    [Fact]
    public void a_session_that_a_joined_person_leads_is_led_by_the_one_that_stays_until_it_opens()
    {
        Given(Until(SessionStatus.Scheduled)).When(session => JoinedParticipants.Decide(session, Lead, Into, []))
            .Then(new LeadAssigned(Into, LeadIsPerson: true));
        Given(Until(SessionStatus.Open)).When(session => JoinedParticipants.Decide(session, Lead, Into, []))
            .ThenNothing();
    }

    private static Slot SlotAt(string from, string until) =>
        Schedule($"2019-11-11T{from}:00+02:00", $"2019-11-11T{until}:00+02:00", Hub).PlaceIn(Durban);
}
