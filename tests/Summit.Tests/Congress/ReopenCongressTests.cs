using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class ReopenCongressTests
{
    private static readonly ReopenCongress Ask = new("The wrong one.");
    private static readonly DateTimeOffset Later = Closed.At.AddHours(1);

    [Fact]
    public void a_closed_congress_is_reopened()
    {
        var edition = Given(Convened, Closed).When(Ask, Later).Then(new CongressReopened("The wrong one.", Later));
        Assert.Null(edition.ClosedAt);
    }

    [Fact]
    public void a_congress_that_goes_on_is_not_reopened() => Given(Convened).When(Ask, Later).ThenNothing();
}
