using Summit.Congress;
using Summit.Programme;
using static Summit.Tests.Programme.BreakSamples;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ReinstateBreakTests
{
    private static readonly ReinstateBreak Ask = new("The wrong one.");
    private static readonly BreakEvent[] Cancelled = [Scheduled(SoundCheck), new BreakCancelled("No.", Now)];

    [Fact]
    public void a_cancelled_blocker_takes_up_its_rooms_again()
    {
        var blocker = GivenBreak(Cancelled).When(Ask, Facts, Now)
            .Then(new BreakReinstated(Ask.Reason, SoundCheck.PlaceIn(Durban), Now));
        Assert.Equal(3, Occupancy.Of(blocker).Count);
    }

    [Fact]
    public void a_break_that_takes_place_is_not_reinstated() =>
        GivenBreak(Scheduled(SoundCheck)).When(Ask, Facts, Now).ThenNothing();

    [Fact]
    public void a_blocker_of_a_room_that_is_closed_by_now_is_not_reinstated() => Assert.Null(GivenBreak(Cancelled)
        .When(Ask, new BreakFacts(Edition.Category.Evolve(Durban, new RoomClosed(Both, "Sold."))), Now)
        .ThenRefused(ProgrammeRules.NoSuchRoom).Field);
}
