using Summit.Congress;
using Summit.Kernel;
using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ScheduleSessionTests
{
    private static readonly ScheduleSession.Facts Facts = new(Durban);

    [Fact]
    public void a_proposed_session_gets_its_first_slot() =>
        Given(Until(SessionStatus.Proposed)).When(Schedule(), Facts).Then(new SessionScheduled(Morning));

    [Fact]
    public void a_slot_at_another_time_in_the_same_room_reschedules_the_session()
    {
        var later = Schedule("2019-11-12T09:00:00+02:00", "2019-11-12T11:00:00+02:00");
        Given(Until(SessionStatus.Scheduled)).When(later, Facts)
            .Then(new SessionRescheduled(later.PlaceIn(Durban)));
    }

    [Fact]
    public void a_slot_in_another_room_moves_the_session()
    {
        var hub = Schedule(room: Hub);
        Given(Until(SessionStatus.Scheduled)).When(hub, Facts).Then(new SessionMoved(hub.PlaceIn(Durban)));
    }

    [Fact]
    public void the_same_slot_in_another_offset_is_nothing_new() => Given(Until(SessionStatus.Scheduled))
        .When(Schedule("2019-11-11T07:00:00Z", "2019-11-11T09:00:00Z"), Facts)
        .ThenNothing();

    [Theory]
    [InlineData("2019-11-10T23:59:00+02:00", "2019-11-11T01:00:00+02:00", "/startsAt")]
    [InlineData("2019-11-15T23:00:00+02:00", "2019-11-16T00:01:00+02:00", "/endsAt")]
    [InlineData("0001-01-01T00:00:00Z", "2019-11-11T01:00:00+02:00", "/startsAt")]
    [InlineData("2019-11-11T01:00:00+02:00", "9999-12-31T23:59:59Z", "/endsAt")]
    public void a_slot_outside_the_days_of_the_congress_is_refused(string from, string until, string field) =>
        Assert.Equal(field, Given(Until(SessionStatus.Proposed))
            .When(Schedule(from, until), Facts)
            .ThenRefused(ProgrammeRules.OutsideCongress).Field);

    [Fact]
    public void a_slot_may_last_until_the_midnight_of_the_last_day()
    {
        var evening = Schedule("2019-11-15T22:00:00+02:00", "2019-11-16T00:00:00+02:00");
        Given(Until(SessionStatus.Proposed)).When(evening, Facts)
            .Then(new SessionScheduled(evening.PlaceIn(Durban)));
    }

    [Theory]
    [InlineData("2019-11-11T09:00:00+02:00")]
    [InlineData("2019-11-11T08:00:00+02:00")]
    [InlineData("2019-11-11T09:00:00.0000001+02:00")]
    public void a_slot_that_is_shorter_than_a_minute_is_refused(string until) => Given(Until(SessionStatus.Proposed))
        .When(Schedule(until: until), Facts)
        .ThenRefused(ProgrammeRules.EndsBeforeStart);

    [Fact]
    public void a_slot_in_a_closed_room_is_refused() => Given(Until(SessionStatus.Proposed))
        .When(Schedule(room: Flooded), Facts)
        .ThenRefused(ProgrammeRules.NoSuchRoom);

    [Theory]
    [InlineData(SessionStatus.Open, "programme/already-opened")]
    [InlineData(SessionStatus.Closed, "programme/already-opened")]
    [InlineData(SessionStatus.Reported, "programme/already-opened")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_session_that_was_opened_or_cancelled_gets_no_other_slot(SessionStatus status, string code) =>
        Given(Until(status)).When(Schedule(), Facts).ThenRefused(code);

    [Theory]
    [InlineData(10, false)]
    [InlineData(15, true)]
    [InlineData(90, true)]
    [InlineData(91, false)]
    public void a_slot_is_as_long_as_the_format_of_its_session_allows(int minutes, bool admitted)
    {
        var start = At("2019-11-11T09:00:00+02:00");
        var ask = new ScheduleSession(Hall, start, start.AddMinutes(minutes));
        var decided = Given(Until(SessionStatus.Proposed, Track.Local4Action)).When(ask, Facts);
        if (admitted)
            decided.Then(new SessionScheduled(ask.PlaceIn(Durban)));
        else
            Assert.Equal("/endsAt", decided.ThenRefused(ProgrammeRules.FormatDuration).Field);
    }

    [Fact]
    public void a_slot_is_kept_in_the_zone_of_the_congress_with_its_turn_round_and_the_days_of_the_congress()
    {
        var slot = Schedule("2019-11-11T07:00:00Z", "2019-11-11T09:00:00Z").PlaceIn(Durban);
        Assert.Equal("2019-11-11T09:00:00+02:00", slot.StartsAt.ToString("yyyy-MM-ddTHH:mm:sszzz"));
        Assert.Equal("Africa/Johannesburg", slot.TimeZone);
        Assert.Equal(30, slot.TurnRoundMinutes);
        Assert.Equal(At("2019-11-11T00:00:00+02:00"), slot.DaysFrom);
        Assert.Equal(At("2019-11-16T00:00:00+02:00"), slot.DaysUntil);
    }

    [Fact]
    public void an_online_session_needs_no_room()
    {
        var online = Schedule() with { Room = null };
        var slot = online.PlaceIn(Durban);
        Assert.Empty(slot.Rooms);
        Given(ProposedIn() with { Mode = SessionMode.Online }).When(online, Facts).Then(new SessionScheduled(slot));
    }

    [Theory]
    [InlineData(SessionMode.InPerson)]
    [InlineData(SessionMode.Hybrid)]
    public void a_session_that_is_not_online_needs_a_room(SessionMode mode) => Assert.Equal("/room",
        Given(ProposedIn() with { Mode = mode }).When(Schedule() with { Room = null }, Facts)
            .ThenRefused(ProgrammeRules.RoomNeeded).Field);

    [Fact]
    public void a_slot_takes_up_what_its_room_consists_of()
    {
        var slot = Schedule(room: Both).PlaceIn(Durban);
        Assert.Equal([Both, Hall, Hub], slot.Rooms);
        Assert.Equal(45, slot.TurnRoundMinutes);
    }

    [Fact]
    public void a_room_with_a_closed_part_takes_no_session()
    {
        var flooded = Edition.Category.Evolve(Durban, new RoomClosed(Hub, "Under water."));
        Given(Until(SessionStatus.Proposed)).When(Schedule(room: Both), new ScheduleSession.Facts(flooded))
            .ThenRefused(ProgrammeRules.PartClosed);
        Given(Until(SessionStatus.Proposed)).When(Schedule(), new ScheduleSession.Facts(flooded))
            .Then(new SessionScheduled(Morning));
    }

    [Fact]
    public void the_same_slot_is_given_anew_once_the_congress_has_another_zone_or_other_days()
    {
        var moved = Edition.Category.Evolve(Durban, new CongressChanged(Durban.Name, Durban.Host, "Europe/Madrid",
            Durban.StartsOn, Durban.EndsOn, Durban.Languages));
        var placed = Schedule().PlaceIn(moved);
        Assert.Equal("2019-11-11T08:00:00+01:00", placed.StartsAt.ToString("yyyy-MM-ddTHH:mm:sszzz"));
        Given(Until(SessionStatus.Scheduled)).When(Schedule(), new ScheduleSession.Facts(moved))
            .Then(new SessionRescheduled(placed));
        var longer = Edition.Category.Evolve(Durban, new CongressChanged(Durban.Name, Durban.Host, Durban.TimeZone,
            Durban.StartsOn, Durban.EndsOn.AddDays(1), Durban.Languages));
        Given(Until(SessionStatus.Scheduled)).When(Schedule(), new ScheduleSession.Facts(longer))
            .Then(new SessionRescheduled(Schedule().PlaceIn(longer)));
    }
}
