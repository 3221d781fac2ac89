using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class DefineFormatTests
{
    private static readonly DefineFormat Ask = new(
        Track.Local4Action, "walk", LocalisedText.Of(("en", "City walks")), ["local-government", "person"],
        ByCall: false, 60, 180);

    [Fact]
    public void a_format_is_defined() => Given(Convened).When(Ask)
        .Then(new FormatDefined(Ask.Track, "walk", Ask.Name, Ask.OpenTo, false, 60, 180));

    [Fact]
    public void a_format_whose_longest_slot_is_shorter_than_its_shortest_is_refused() => Given(Convened)
        .When(Ask with { MaxMinutes = 30 }).ThenRefused(CongressRules.FormatBounds);

    [Fact]
    public void a_format_that_is_open_to_an_unknown_kind_of_organisation_is_refused() => Given(Convened)
        .When(Ask with { OpenTo = ["everybody"] }).ThenRefused(CongressRules.NoSuchKind);
}
