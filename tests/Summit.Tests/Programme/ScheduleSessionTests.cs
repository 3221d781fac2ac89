using Summit.Kernel;
using Summit.Programme;
using Summit.Register;

namespace Summit.Tests.Programme;

public sealed class ScheduleSessionTests
{
    [Fact]
    public void a_slot_is_given_for_the_first_time() => Schedule(SessionStatus.Proposed, ProgrammeSamples.Wanted())
        .Then(new SessionScheduled(ProgrammeSamples.Slot));

    [Fact]
    public void another_time_in_the_same_room_is_a_rescheduling()
    {
        var later = ProgrammeSamples.Wanted("2019-11-12T09:00:00+02:00", "2019-11-12T11:00:00+02:00");
        Schedule(SessionStatus.Scheduled, later)
            .Then(new SessionRescheduled(Slots.Place(ProgrammeSamples.Edition, later)));
    }

    [Fact]
    public void another_room_is_a_move()
    {
        var hub = ProgrammeSamples.Wanted(room: ProgrammeSamples.Hub);
        Schedule(SessionStatus.Scheduled, hub).Then(new SessionMoved(Slots.Place(ProgrammeSamples.Edition, hub)));
    }

    [Fact]
    public void the_same_slot_again_is_nothing_new_in_whatever_offset() =>
        Schedule(SessionStatus.Scheduled, ProgrammeSamples.Wanted("2019-11-11T07:00:00Z", "2019-11-11T09:00:00Z"))
            .ThenNothing();

    [Fact]
    public void a_slot_is_kept_in_the_zone_of_the_congress_with_what_the_database_needs()
    {
        var slot = Slots.Place(ProgrammeSamples.Edition,
            ProgrammeSamples.Wanted("2019-11-11T07:00:00Z", "2019-11-11T09:00:00Z"));
        Assert.Equal("2019-11-11T09:00:00+02:00", slot.StartsAt.ToString("yyyy-MM-ddTHH:mm:sszzz"));
        Assert.Equal("Africa/Johannesburg", slot.TimeZone);
        Assert.Equal(30, slot.TurnRoundMinutes);
        Assert.Equal(ProgrammeSamples.At("2019-11-11T00:00:00+02:00"), slot.DaysFrom);
        Assert.Equal(ProgrammeSamples.At("2019-11-16T00:00:00+02:00"), slot.DaysUntil);
    }

    [Theory]
    [InlineData("2019-11-10T23:59:00+02:00", "2019-11-11T01:00:00+02:00", "/startsAt")]
    [InlineData("2019-11-15T23:00:00+02:00", "2019-11-16T00:01:00+02:00", "/endsAt")]
    [InlineData("0001-01-01T00:00:00Z", "2019-11-11T01:00:00+02:00", "/startsAt")]
    [InlineData("2019-11-11T01:00:00+02:00", "9999-12-31T23:59:59Z", "/endsAt")]
    public void a_slot_lies_within_the_days_of_the_congress(string from, string until, string field) =>
        Assert.Equal(field, Schedule(SessionStatus.Proposed, ProgrammeSamples.Wanted(from, until))
            .ThenRefused(ProgrammeRules.OutsideCongress).Field);

    [Fact]
    public void a_day_of_the_congress_lasts_until_its_midnight() =>
        Assert.Single(Decide(SessionStatus.Proposed,
            ProgrammeSamples.Wanted("2019-11-15T22:00:00+02:00", "2019-11-16T00:00:00+02:00")));

    [Theory]
    [InlineData("2019-11-11T09:00:00+02:00")]
    [InlineData("2019-11-11T08:00:00+02:00")]
    [InlineData("2019-11-11T09:00:00.0000001+02:00")]
    public void a_slot_ends_after_it_starts(string until) =>
        Schedule(SessionStatus.Proposed, ProgrammeSamples.Wanted(until: until))
            .ThenRefused(ProgrammeRules.EndsBeforeStart);

    [Fact]
    public void a_closed_room_takes_no_session() =>
        Schedule(SessionStatus.Proposed, ProgrammeSamples.Wanted(room: ProgrammeSamples.Flooded))
            .ThenRefused(ProgrammeRules.NoSuchRoom);

    [Fact]
    public void nothing_is_scheduled_once_the_congress_is_over() =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Proposed))
        .When(session => ScheduleSession.Decide(session, ProgrammeSamples.Wanted(), ProgrammeSamples.Over))
        .ThenRefused(ProgrammeRules.CongressClosed);

    [Theory]
    [InlineData(SessionStatus.Open)]
    [InlineData(SessionStatus.Closed)]
    [InlineData(SessionStatus.Reported)]
    public void a_session_that_was_opened_keeps_its_slot(SessionStatus status) =>
        Schedule(status, ProgrammeSamples.Wanted()).ThenRefused(ProgrammeRules.AlreadyOpened);

    [Fact]
    public void a_cancelled_session_gets_no_slot() =>
        Schedule(SessionStatus.Cancelled, ProgrammeSamples.Wanted()).ThenRefused(ProgrammeRules.IsCancelled);

    [Theory]
    [InlineData(10, false)]
    [InlineData(15, true)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void a_format_bounds_the_slot(int minutes, bool admitted)
    {
        var start = ProgrammeSamples.At("2019-11-11T09:00:00+02:00");
        var decided = ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Proposed, Track.Local4Action))
            .When(session =>
            ScheduleSession.Decide(session, new(ProgrammeSamples.Hall, start, start.AddMinutes(minutes)),
                ProgrammeSamples.Edition));
        if (admitted)
            Assert.IsType<SessionState.Scheduled>(decided.State.State);
        else
            Assert.Equal("/endsAt", decided.ThenRefused(ProgrammeRules.FormatDuration).Field);
    }

    [Fact]
    public void a_title_is_changed_once()
    {
        var ask = new RetitleSession(ProgrammeSamples.Text("Another title"), ProgrammeSamples.Text("What it is about"));
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Open))
            .When(session => RetitleSession.Decide(session, ask))
            .Then(new SessionRetitled(ask.Title, ask.Abstract));
        ProgrammeSamples.Given(
            [.. ProgrammeSamples.Until(SessionStatus.Open), new SessionRetitled(ask.Title, ask.Abstract)])
            .When(session => RetitleSession.Decide(session, ask)).ThenNothing();
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Closed))
            .When(session => RetitleSession.Decide(session, ask))
            .ThenRefused(ProgrammeRules.IsClosed);
    }

    [Fact]
    public void another_lead_is_one_that_the_track_admits()
    {
        var other = new AssignLead(Guid.CreateVersion7());
        Assign(other, OrganisationKind.Association).Then(new LeadAssigned(other.Lead));
        Assign(other, OrganisationKind.Stakeholder).ThenRefused(ProgrammeRules.LeadNotAdmitted);
        Assign(new AssignLead(ProgrammeSamples.Lead), OrganisationKind.Stakeholder).ThenNothing();

        When<Session, SessionEvent> Assign(AssignLead ask, OrganisationKind kind) =>
            ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Scheduled))
                .When(session => AssignLead.Decide(session, ask,
                ProgrammeSamples.Planned(ProgrammeSamples.Proposal(Track.Assembly) with { Lead = ask.Lead }, kind)));
    }

    private static When<Session, SessionEvent> Schedule(SessionStatus status, ScheduleSession ask) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(status))
            .When(session => ScheduleSession.Decide(session, ask, ProgrammeSamples.Edition));

    private static Decision<SessionEvent> Decide(SessionStatus status, ScheduleSession ask) =>
        ScheduleSession.Decide(ProgrammeSamples.Given(ProgrammeSamples.Until(status)).State, ask,
            ProgrammeSamples.Edition);
}
