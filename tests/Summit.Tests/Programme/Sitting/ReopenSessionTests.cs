using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ReopenSessionTests
{
    private static readonly ReopenSession Ask = new("The wrong session.");

    [Fact]
    public void a_session_that_was_closed_by_mistake_sits_on_and_takes_up_its_whole_slot()
    {
        var session = Given([.. Until(SessionStatus.Open), new SessionClosed(Morning.StartsAt.AddMinutes(5))])
            .When(Ask, Now)
            .Then(new SessionReopened(Ask.Reason, Now));
        Assert.Equal(new SessionState.Open(Morning, Morning.StartsAt), session.State);
        Assert.Equal(Morning, Occupancy.Of(session)[0].Slot);
    }

    [Fact]
    public void a_session_that_is_open_has_nothing_to_be_reopened() =>
        Given(Until(SessionStatus.Open)).When(Ask, Now).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Proposed, "programme/not-closed")]
    [InlineData(SessionStatus.Scheduled, "programme/not-closed")]
    [InlineData(SessionStatus.Reported, "programme/already-reported")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void only_a_closed_session_without_a_report_is_reopened(SessionStatus status, string code) =>
        Given(Until(status)).When(Ask, Now).ThenRefused(code);
}
