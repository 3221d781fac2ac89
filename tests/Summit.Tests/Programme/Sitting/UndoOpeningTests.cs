using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class UndoOpeningTests
{
    private static readonly UndoOpening Ask = new("The wrong session.");
    private static readonly UndoOpening.Facts Facts = new([]);

    [Fact]
    public void a_session_that_was_opened_by_mistake_is_scheduled_as_before() => Assert.Equal(
        new SessionState.Scheduled(Morning),
        Given(Until(SessionStatus.Open)).When(Ask, Facts, Now).Then(new OpeningUndone(Ask.Reason, Now)).State);

    [Fact]
    public void a_session_in_which_something_was_drafted_has_sat()
    {
        var draft = Guid.CreateVersion7();
        Assert.Equal(draft, Assert.Single(Given(Until(SessionStatus.Open))
            .When(Ask, new UndoOpening.Facts([draft]), Now)
            .ThenRefused(ProgrammeRules.HasSat).ConflictsWith).Id);
    }

    [Fact]
    public void an_opening_undone_again_is_nothing_new() =>
        Given(Until(SessionStatus.Scheduled)).When(Ask, Facts, Now).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Proposed, "programme/not-open")]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Reported, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void only_an_opening_is_undone(SessionStatus status, string code) =>
        Given(Until(status)).When(Ask, Facts, Now).ThenRefused(code);
}
