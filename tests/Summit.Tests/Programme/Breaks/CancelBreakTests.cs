using Summit.Programme;
using static Summit.Tests.Programme.BreakSamples;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class CancelBreakTests
{
    private static readonly CancelBreak Ask = new("The technicians are ill.");

    [Fact]
    public void a_cancelled_blocker_takes_up_nothing()
    {
        var blocker = GivenBreak(Scheduled(SoundCheck)).When(Ask, Now).Then(new BreakCancelled(Ask.Reason, Now));
        Assert.Empty(Occupancy.Of(blocker));
    }

    [Fact]
    public void a_break_cancelled_again_is_nothing_new() =>
        GivenBreak(Scheduled(Lunch), new BreakCancelled("No.", Now)).When(Ask, Now).ThenNothing();
}
