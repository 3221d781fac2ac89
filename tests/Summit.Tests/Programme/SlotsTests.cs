using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class SlotsTests
{
    [Fact]
    public void a_slot_is_kept_in_the_zone_of_the_congress_with_its_turn_round_and_the_days_of_the_congress()
    {
        var slot = Slots.Place(Durban, Schedule("2019-11-11T07:00:00Z", "2019-11-11T09:00:00Z"));
        Assert.Equal("2019-11-11T09:00:00+02:00", slot.StartsAt.ToString("yyyy-MM-ddTHH:mm:sszzz"));
        Assert.Equal("Africa/Johannesburg", slot.TimeZone);
        Assert.Equal(30, slot.TurnRoundMinutes);
        Assert.Equal(At("2019-11-11T00:00:00+02:00"), slot.DaysFrom);
        Assert.Equal(At("2019-11-16T00:00:00+02:00"), slot.DaysUntil);
    }
}
