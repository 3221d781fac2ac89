using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class ConveneCongressTests
{
    private static readonly ConveneCongress Ask = new(
        Convened.Slug, Convened.Name, Convened.Host, Convened.TimeZone, Convened.StartsOn, Convened.EndsOn,
        Convened.Languages);

    [Fact]
    public void a_congress_is_convened_with_the_formats_of_the_sources()
    {
        var edition = Given.Stream(Edition.Category).When(_ => ConveneCongress.Decide(Durban, Ask)).State;
        Assert.Equal(["inspiration", "policies-and-voices", "global-conversation", "lab", "hub"],
            edition.Formats.Select(format => format.Code));
        Assert.Equal(["global-conversation", "lab"],
            edition.Formats.Where(format => format.ByCall).Select(format => format.Code));
        var lab = edition.Formats.Single(format => format.Code == "lab");
        Assert.All(edition.Formats.Where(format => format != lab), f => Assert.True(f.MaxMinutes <= lab.MinMinutes));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void a_congress_ends_after_its_start_and_within_a_month(int lastDay) => Given.Stream(Edition.Category)
        .When(_ => ConveneCongress.Decide(Durban, Ask with { EndsOn = new DateOnly(2019, 11, 1).AddDays(lastDay - 1) }))
        .ThenRefused(CongressRules.EndsBeforeStart);

    [Fact]
    public void a_domain_is_defined_once_and_renamed()
    {
        var ask = new DefinePolicyDomain("climate", LocalisedText.Of(("en", "Climate")));
        var defined = new PolicyDomainDefined("climate", ask.Name);
        Given.Stream(Edition.Category, Convened).When(e => DefinePolicyDomain.Decide(e, ask)).Then(defined);
        Given.Stream(Edition.Category, Convened, defined).When(e => DefinePolicyDomain.Decide(e, ask)).ThenNothing();
        var renamed = LocalisedText.Of(("en", "Climate"), ("fr", "Climat"));
        Given.Stream(Edition.Category, Convened, defined)
            .When(edition => DefinePolicyDomain.Decide(edition, ask with { Name = renamed }))
            .Then(new PolicyDomainDefined("climate", renamed));
        Given.Stream(Edition.Category, Convened, Closed).When(e => DefinePolicyDomain.Decide(e, ask))
            .ThenRefused(CongressRules.Closed);
    }

    [Fact]
    public void a_format_has_bounds_and_is_open_to_kinds_that_exist()
    {
        var ask = new DefineFormat(
            Track.Local4Action, "walk", LocalisedText.Of(("en", "City walks")), ["local-government", "person"],
            ByCall: false, 60, 180);
        var durban = Given.Stream(Edition.Category, Convened);
        durban.When(edition => DefineFormat.Decide(edition, ask)).Then(
            new FormatDefined(ask.Track, "walk", ask.Name, ask.OpenTo, false, 60, 180));
        durban.When(edition => DefineFormat.Decide(edition, ask with { MaxMinutes = 30 }))
            .ThenRefused(CongressRules.FormatBounds);
        durban.When(edition => DefineFormat.Decide(edition, ask with { OpenTo = ["everybody"] }))
            .ThenRefused(CongressRules.NoSuchKind);
        Given.Stream(Edition.Category, Convened, Closed).When(edition => DefineFormat.Decide(edition, ask))
            .ThenRefused(CongressRules.Closed);
    }

    [Fact]
    public void a_congress_is_closed_once()
    {
        Given.Stream(Edition.Category, Convened).When(edition => CloseCongress.Decide(edition, Closed.At)).Then(Closed);
        Given.Stream(Edition.Category, Convened, Closed).When(edition => CloseCongress.Decide(edition, Closed.At))
            .ThenNothing();
    }

    [Fact]
    public void releases_are_numbered()
    {
        var first = new ProgrammePublished(1, "Draft", At("2019-09-01T09:00:00Z"));
        var now = At("2019-10-01T09:00:00Z");
        Given.Stream(Edition.Category, Convened, first)
            .When(edition => PublishProgramme.Decide(edition, new PublishProgramme("Final", "Rooms moved"), now))
            .Then(new ProgrammePublished(2, "Final", now, "Rooms moved"));
    }
}
