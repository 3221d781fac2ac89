using Summit.Store;
using Summit.Kernel;
using Summit.Tests.Architecture;

namespace Summit.Tests;

/// <summary>Whatever was stored once is read for ever: each name of the past keeps its old JSON as a fixture.</summary>
public sealed class UpcastTests
{
    [Fact]
    public void every_earlier_event_shape_has_a_fixture_and_is_read_as_the_fixture_says() =>
        Assert.Empty(Fixtures.Complaints([.. TidinessTests.Categories()], Json.Options, Fixtures.Folder()));

    [Fact]
    public void an_earlier_event_shape_without_a_fixture_is_named()
    {
        var category = new Category<Sign, Raised>("sign", new Sign(), (sign, _) => sign)
            .Event<Raised>("tests.raised").Upcast<Raised, Raised>("tests.hoisted", static same => same);
        Assert.Equal(["tests.hoisted has no fixture."],
            Fixtures.Complaints([.. TidinessTests.Categories(), category], Json.Options, Fixtures.Folder()));
    }

    private sealed record Sign;

    private sealed record Raised;
}
