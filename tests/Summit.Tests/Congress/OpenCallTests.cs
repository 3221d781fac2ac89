using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class OpenCallTests
{
    private static readonly Guid CallId = Guid.CreateVersion7();
    private static readonly DateTimeOffset Opens = At("2019-03-01T00:00:00+02:00");
    private static readonly DateTimeOffset Closes = At("2019-07-31T23:59:00+02:00");
    private static readonly OpenCall Papers = new(CallFor.Papers, Track.Assembly, Opens, Closes);
    private static readonly OpenCall Labs = new(CallFor.Sessions, Track.Local4Action, Opens, Closes, "lab");

    private static readonly FormatDefined Lab = new(
        Track.Local4Action, "lab", LocalisedText.Of(("en", "Labs")), ["local-government"], true, 120, 240);

    [Fact]
    public void a_call_for_papers_is_opened() => Given.Stream(Edition.Category, Convened)
        .When(edition => OpenCall.Decide(edition, CallId, Papers))
        .Then(new CallOpened(CallId, CallFor.Papers, Track.Assembly, Opens, Closes));

    [Fact]
    public void a_call_closes_after_it_opens() => Given.Stream(Edition.Category, Convened)
        .When(edition => OpenCall.Decide(edition, CallId, Papers with { ClosesAt = Opens }))
        .ThenRefused(CongressRules.CallEndsBeforeStart);

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void papers_are_called_for_in_two_tracks_only(Track track) => Given.Stream(Edition.Category, Convened)
        .When(edition => OpenCall.Decide(edition, CallId, Papers with { Track = track }))
        .ThenRefused(CongressRules.NoPapersInTrack);

    [Fact]
    public void a_call_for_local4action_sessions_names_a_format_and_others_none()
    {
        var durban = Given.Stream(Edition.Category, Convened, Lab);
        durban.When(edition => OpenCall.Decide(edition, CallId, Labs)).Then(
            new CallOpened(CallId, CallFor.Sessions, Track.Local4Action, Opens, Closes, "lab"));
        OpenCall[] wrong =
            [Labs with { Format = null }, Labs with { Format = "walk" }, Papers with { Format = "lab" }];
        foreach (var ask in wrong)
            durban.When(edition => OpenCall.Decide(edition, CallId, ask)).ThenRefused(CongressRules.CallWithoutFormat);
    }

    [Fact]
    public void a_congress_that_is_over_calls_for_nothing() => Given.Stream(Edition.Category, Convened, Closed)
        .When(edition => OpenCall.Decide(edition, CallId, Papers)).ThenRefused(CongressRules.Closed);

    [Fact]
    public void a_call_is_open_from_its_opening_until_before_its_close()
    {
        var call = new Call(CallId, CallFor.Papers, Track.Assembly, null, Opens, Closes);
        Assert.False(call.IsOpenAt(Opens.AddTicks(-1)));
        Assert.True(call.IsOpenAt(Opens));
        Assert.True(call.IsOpenAt(Closes.AddTicks(-1)));
        Assert.False(call.IsOpenAt(Closes));
    }

    [Fact]
    public void a_call_is_closed_before_its_time_and_not_after()
    {
        var opened = new CallOpened(CallId, CallFor.Papers, Track.Assembly, Opens, Closes);
        var early = Opens.AddDays(1);
        var edition = Given.Stream(Edition.Category, Convened, opened);
        var closed = edition.When(e => CloseCall.Decide(e.Calls[0], early)).Then(new CallClosed(CallId, early));
        Assert.Equal(early, closed.Calls[0].ClosesAt);
        edition.When(e => CloseCall.Decide(e.Calls[0], Closes)).ThenNothing();
    }
}
