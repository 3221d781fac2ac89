using Summit.Congress;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class ConveneCongressTests
{
    private static readonly ConveneCongress Ask = new(
        Convened.Slug, Convened.Name, Convened.Host, Convened.TimeZone, Convened.StartsOn, Convened.EndsOn,
        Convened.Languages);

    [Fact]
    public void a_congress_is_convened_with_the_five_formats_of_the_sources()
    {
        var edition = Given().When(Ask, Durban).Then([Convened, .. SourceFormats.All]);
        Assert.Equal(["inspiration", "policies-and-voices", "global-conversation", "lab", "hub"],
            edition.Formats.Select(format => format.Code));
        Assert.Equal(["global-conversation", "lab"],
            edition.Formats.Where(format => format.ByCall).Select(format => format.Code));
    }

    [Fact]
    public void a_lab_is_the_longest_of_the_formats_of_the_sources()
    {
        var formats = Given().When(Ask, Durban).State.Formats;
        var lab = formats.Single(format => format.Code == "lab");
        Assert.All(formats.Remove(lab), other => Assert.True(other.MaxMinutes <= lab.MinMinutes));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void a_congress_that_ends_before_its_start_or_after_a_month_is_refused(int lastDay) => Given()
        .When(Ask with { EndsOn = new DateOnly(2019, 11, 1).AddDays(lastDay - 1) }, Durban)
        .ThenRefused(CongressRules.EndsBeforeStart);
}
