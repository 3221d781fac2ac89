using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class CloseCallTests
{
    private static readonly CallOpened Opened = new(CallId, CallFor.Papers, Track.Assembly, Opens, Closes);

    [Fact]
    public void a_call_is_closed_before_its_time()
    {
        var early = Opens.AddDays(1);
        var edition = Given(Convened, Opened).When(new CloseCall(), CallId, early).Then(new CallClosed(CallId, early));
        Assert.Equal(early, edition.Calls[0].ClosesAt);
    }

    [Fact]
    public void a_call_closed_before_it_opens_was_never_open()
    {
        var edition = Given(Convened, Opened).When(new CloseCall(), CallId, Opens.AddDays(-1))
            .Then(new CallClosed(CallId, Opens.AddDays(-1)));
        Assert.False(edition.Calls[0].IsOpenAt(Opens));
        Assert.False(edition.Calls[0].IsOverAt(Closes));
    }

    [Fact]
    public void a_call_closed_after_its_time_is_nothing_new() =>
        Given(Convened, Opened).When(new CloseCall(), CallId, Closes).ThenNothing();
}
