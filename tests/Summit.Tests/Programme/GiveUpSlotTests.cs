using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class GiveUpSlotTests
{
    private static readonly GiveUpSlot Ask = new();

    [Fact]
    public void a_session_that_gives_its_slot_up_is_proposed_and_books_nothing()
    {
        var session = Given(Until(SessionStatus.Scheduled)).When(Ask).Then(new SlotGivenUp());
        Assert.Equal(SessionStatus.Proposed, session.State.Status);
        Assert.Empty(Occupancy.Of(session));
    }

    [Fact]
    public void a_session_without_a_slot_has_nothing_to_give_up() =>
        Given(Until(SessionStatus.Proposed)).When(Ask).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Open, "programme/already-opened")]
    [InlineData(SessionStatus.Reported, "programme/already-opened")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_session_that_was_opened_or_cancelled_keeps_its_slot(SessionStatus status, string code) =>
        Given(Until(status)).When(Ask).ThenRefused(code);
}
