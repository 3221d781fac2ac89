using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class CloseSessionTests
{
    private static readonly CloseSession Ask = new();

    [Fact]
    public void an_open_session_is_closed() =>
        Given(Until(SessionStatus.Open)).When(Ask, Now).Then(new SessionClosed(Now));

    [Theory]
    [InlineData(SessionStatus.Closed)]
    [InlineData(SessionStatus.Reported)]
    public void a_session_closed_again_is_nothing_new(SessionStatus status) =>
        Given(Until(status)).When(Ask, Now).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Proposed, "programme/not-open")]
    [InlineData(SessionStatus.Scheduled, "programme/not-open")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_session_that_was_never_opened_is_not_closed(SessionStatus status, string code) =>
        Given(Until(status)).When(Ask, Now).ThenRefused(code);
}
