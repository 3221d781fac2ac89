using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class EditionTests
{
    [Fact]
    public void a_call_is_open_from_its_opening_until_before_its_close()
    {
        var call = new Call(CallId, CallFor.Papers, Track.Assembly, null, Opens, Closes);
        Assert.False(call.IsOpenAt(Opens.AddTicks(-1)));
        Assert.True(call.IsOpenAt(Opens));
        Assert.True(call.IsOpenAt(Closes.AddTicks(-1)));
        Assert.False(call.IsOpenAt(Closes));
    }
}
