using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ReinstateSessionTests
{
    private static readonly ReinstateSession Ask = new("They come after all.");
    private static readonly ScheduleSession.Facts Facts = new(Durban);
    private static readonly SessionReinstated Reinstated = new(Ask.Reason, Now);

    [Fact]
    public void a_cancelled_session_comes_back_in_its_slot() => Assert.Equal(Morning,
        Given(Until(SessionStatus.Cancelled)).When(Ask, Facts, Now).Then(Reinstated).State.Slot);

    [Fact]
    public void a_cancelled_session_comes_back_without_its_slot_where_that_is_asked() => Assert.Equal(
        SessionStatus.Proposed,
        Given(Until(SessionStatus.Cancelled)).When(Ask with { WithoutSlot = true }, Facts, Now)
            .Then(Reinstated, new SlotGivenUp()).State.Status);

    [Fact]
    public void a_session_that_was_cancelled_before_it_had_a_slot_is_proposed_again() => Assert.Equal(
        SessionStatus.Proposed,
        Given([ProposedIn(), new SessionCancelled("No.", Now)]).When(Ask, Facts, Now).Then(Reinstated).State.Status);

    [Fact]
    public void a_session_does_not_come_back_into_a_room_that_was_closed()
    {
        var inPavilion = new SessionScheduled(Morning with { Room = Flooded });
        Assert.Equal("/withoutSlot", Given([ProposedIn(), inPavilion, new SessionCancelled("No.", Now)])
            .When(Ask, Facts, Now)
            .ThenRefused(ProgrammeRules.NoSuchRoom).Field);
    }

    [Theory]
    [InlineData(SessionStatus.Proposed)]
    [InlineData(SessionStatus.Scheduled)]
    [InlineData(SessionStatus.Reported)]
    public void a_session_that_is_not_cancelled_has_nothing_to_come_back_from(SessionStatus status) =>
        Given(Until(status)).When(Ask, Facts, Now).ThenNothing();
}
