using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class RemoveParticipantRoleTests
{
    private static readonly RemoveParticipantRole Ask = new(ParticipantRole.Speaker);
    private static readonly ParticipantAdded Chairs = new(Mayor, ParticipantRole.Chair);
    private static readonly ParticipantAdded Speaks = new(Mayor, ParticipantRole.Speaker);

    [Fact]
    public void a_participant_who_loses_one_of_two_roles_keeps_the_other() => Assert.Equal(
        [new Participant(Mayor, ParticipantRole.Chair)],
        Given([.. Until(SessionStatus.Open), Chairs, Speaks])
            .When(Ask, Mayor)
            .Then(new ParticipantRoleRemoved(Mayor, ParticipantRole.Speaker)).Participants);

    [Fact]
    public void a_participant_who_loses_their_last_role_is_removed() =>
        Given([.. Until(SessionStatus.Open), Speaks]).When(Ask, Mayor).Then(new ParticipantRemoved(Mayor));

    [Fact]
    public void the_loss_of_a_role_that_a_participant_does_not_have_is_nothing_new() =>
        Given([.. Until(SessionStatus.Open), Chairs]).When(Ask, Mayor).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_closed_or_cancelled_session_keeps_the_roles_of_its_participants(SessionStatus status, string code) =>
        Given([ProposedIn(), Speaks, .. Until(status).Skip(1)]).When(Ask, Mayor).ThenRefused(code);
}
