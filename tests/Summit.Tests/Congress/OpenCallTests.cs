using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class OpenCallTests
{
    private static readonly OpenCall Papers = new(CallFor.Papers, Track.Assembly, Opens, Closes);
    private static readonly OpenCall Labs = new(CallFor.Sessions, Track.Local4Action, Opens, Closes, "lab");

    private static readonly FormatDefined Lab = new(
        Track.Local4Action, "lab", LocalisedText.Of(("en", "Labs")), ["local-government"], true, 120, 240);

    [Fact]
    public void a_call_for_papers_is_opened() => Given(Convened)
        .When(Papers, CallId)
        .Then(new CallOpened(CallId, CallFor.Papers, Track.Assembly, Opens, Closes));

    [Fact]
    public void a_call_for_local4action_sessions_is_opened_for_a_format() => Given(Convened, Lab)
        .When(Labs, CallId)
        .Then(new CallOpened(CallId, CallFor.Sessions, Track.Local4Action, Opens, Closes, "lab"));

    [Fact]
    public void a_call_that_closes_when_it_opens_is_refused() => Given(Convened)
        .When(Papers with { ClosesAt = Opens }, CallId)
        .ThenRefused(CongressRules.CallEndsBeforeStart);

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_call_for_papers_is_refused_in_a_track_that_takes_none(Track track) => Given(Convened)
        .When(Papers with { Track = track }, CallId)
        .ThenRefused(CongressRules.NoPapersInTrack);

    [Theory]
    [InlineData(null)]
    [InlineData("walk")]
    public void a_call_for_local4action_sessions_without_a_format_of_the_congress_is_refused(string? format) =>
        Given(Convened, Lab)
            .When(Labs with { Format = format }, CallId)
            .ThenRefused(CongressRules.CallWithoutFormat);

    [Fact]
    public void a_call_for_papers_with_a_format_is_refused() => Given(Convened, Lab)
        .When(Papers with { Format = "lab" }, CallId)
        .ThenRefused(CongressRules.CallWithoutFormat);
}
