using Summit.Congress;
using Summit.Kernel;
using Summit.Programme;
using static Summit.Tests.Programme.BreakSamples;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ScheduleBreakTests
{
    [Fact]
    public void a_break_without_rooms_takes_up_nothing()
    {
        var lunch = GivenBreak().When(Lunch, BreakId, Facts).Then(Scheduled(Lunch));
        Assert.Empty(Occupancy.Of(lunch));
    }

    [Fact]
    public void a_blocker_takes_up_its_rooms_and_what_they_consist_of_each_once()
    {
        var ask = SoundCheck with { Rooms = [Both, Hall, Both] };
        var blocker = GivenBreak().When(ask, BreakId, Facts).Then(Scheduled(ask));
        Assert.Equal([Both, Hall], blocker.Rooms);
        var booked = Occupancy.Of(blocker);
        Assert.Equal([Both, Hall, Hub], booked.Select(one => one.Subject));
        Assert.All(booked, one => Assert.Equal(("room", ask.EndsAt), (one.Kind, one.Until)));
    }

    [Fact]
    public void a_blocker_names_a_room() =>
        Refused(SoundCheck with { Rooms = [] }, ProgrammeRules.BlockerWithoutRoom, "/rooms");

    [Fact]
    public void a_break_is_in_open_rooms() =>
        Refused(Lunch with { Rooms = [Hall, Flooded] }, ProgrammeRules.NoSuchRoom, "/rooms/1");

    [Fact]
    public void a_break_is_in_no_room_of_which_a_part_is_closed() => Refused(
        Lunch with { Rooms = [Both] }, ProgrammeRules.PartClosed, "/rooms/0",
        Edition.Category.Evolve(Durban, new RoomClosed(Hall, "The floor is wet.")));

    [Fact]
    public void a_break_lasts_a_minute_at_least() =>
        Refused(Lunch with { EndsAt = Lunch.StartsAt }, ProgrammeRules.EndsBeforeStart, "/endsAt");

    [Theory]
    [InlineData(-2, "/startsAt")]
    [InlineData(4, "/endsAt")]
    public void a_break_is_within_the_days_of_its_congress(int days, string field) => Refused(
        Lunch with { StartsAt = Lunch.StartsAt.AddDays(days), EndsAt = Lunch.EndsAt.AddDays(days) },
        ProgrammeRules.OutsideCongress, field);

    private static void Refused(ScheduleBreak ask, Rule rule, string field, Edition? edition = null) =>
        Assert.Equal(field, GivenBreak()
            .When(ask, BreakId, edition is null ? Facts : new BreakFacts(edition)).ThenRefused(rule).Field);
}
