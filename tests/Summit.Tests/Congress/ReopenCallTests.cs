using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class ReopenCallTests
{
    private static readonly CallOpened Opened = new(CallId, CallFor.Papers, Track.Assembly, Opens, Closes);
    private static readonly DateTimeOffset Early = Opens.AddDays(1);
    private static readonly DateTimeOffset Now = Opens.AddDays(2);
    private static readonly ReopenCall Ask = new(Closes, "The wrong call.");

    [Fact]
    public void a_call_closed_by_mistake_goes_on()
    {
        var edition = Given(Convened, Opened, new CallClosed(CallId, Early)).When(Ask, CallId, Now)
            .Then(new CallReopened(CallId, Closes, "The wrong call."));
        Assert.True(edition.Calls[0].IsOpenAt(Now));
    }

    [Fact]
    public void a_call_that_is_not_over_is_not_reopened() => Given(Convened, Opened)
        .When(Ask with { ClosesAt = Closes.AddDays(1) }, CallId, Now)
        .ThenRefused(CongressRules.CallNotOver);

    [Fact]
    public void a_call_reopened_again_until_the_same_time_is_nothing_new() =>
        Given(Convened, Opened).When(Ask, CallId, Now).ThenNothing();

    [Fact]
    public void a_call_is_not_reopened_until_a_time_that_has_passed() =>
        Given(Convened, Opened, new CallClosed(CallId, Early)).When(Ask with { ClosesAt = Now }, CallId, Now)
            .ThenRefused(CongressRules.CallEndsBeforeStart);
}
