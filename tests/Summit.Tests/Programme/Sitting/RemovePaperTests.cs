using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class RemovePaperTests
{
    private static readonly Guid Paper = Guid.CreateVersion7();

    [Fact]
    public void a_paper_is_taken_off_the_agenda() =>
        Given([.. Until(SessionStatus.Proposed), new PaperPlacedOnAgenda(Paper, 1)])
            .When(new RemovePaper(), Paper)
            .Then(new PaperRemovedFromAgenda(Paper));

    [Fact]
    public void the_removal_of_a_paper_that_is_not_on_the_agenda_is_nothing_new() =>
        Given(Until(SessionStatus.Proposed)).When(new RemovePaper(), Paper).ThenNothing();

    [Fact]
    public void a_closed_session_keeps_its_agenda() =>
        Given([.. Until(SessionStatus.Scheduled), new PaperPlacedOnAgenda(Paper, 1), new SessionOpened(Now),
                new SessionClosed(Now)])
            .When(new RemovePaper(), Paper)
            .ThenRefused(ProgrammeRules.IsClosed);
}
