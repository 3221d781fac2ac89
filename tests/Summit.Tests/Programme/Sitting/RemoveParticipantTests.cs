using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class RemoveParticipantTests
{
    private static readonly RemoveParticipant Ask = new();
    private static readonly ParticipantAdded Added = new(Mayor, ParticipantRole.Chair);

    [Fact]
    public void a_participant_is_removed_from_all_their_roles() => Assert.Empty(
        Given([.. Until(SessionStatus.Open), Added, new ParticipantAdded(Mayor, ParticipantRole.Speaker)])
            .When(Ask, Mayor)
            .Then(new ParticipantRemoved(Mayor)).Participants);

    [Fact]
    public void the_removal_of_a_person_who_takes_no_part_is_nothing_new() =>
        Given(Until(SessionStatus.Open)).When(Ask, Mayor).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_closed_or_cancelled_session_keeps_its_participants(SessionStatus status, string code) =>
        Given([ProposedIn(), Added, .. Until(status).Skip(1)]).When(Ask, Mayor).ThenRefused(code);
}
