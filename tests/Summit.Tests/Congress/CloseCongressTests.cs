using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class CloseCongressTests
{
    [Fact]
    public void a_congress_is_closed() => Given(Convened).When(new CloseCongress(), Closed.At).Then(Closed);

    [Fact]
    public void a_congress_closed_again_is_nothing_new() =>
        Given(Convened, Closed).When(new CloseCongress(), Closed.At).ThenNothing();
}
