using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class CancelSessionTests
{
    private static readonly CancelSession Ask = new("No.");

    [Theory]
    [InlineData(SessionStatus.Proposed)]
    [InlineData(SessionStatus.Scheduled)]
    public void a_session_is_cancelled_before_it_opens(SessionStatus status) =>
        Given(Until(status)).When(Ask, Now).Then(new SessionCancelled("No.", Now));

    [Fact]
    public void a_session_cancelled_again_is_nothing_new() =>
        Given(Until(SessionStatus.Cancelled)).When(Ask, Now).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Open)]
    [InlineData(SessionStatus.Closed)]
    public void a_session_that_was_opened_is_not_cancelled(SessionStatus status) =>
        Given(Until(status)).When(Ask, Now).ThenRefused(ProgrammeRules.AlreadyOpened);
}
