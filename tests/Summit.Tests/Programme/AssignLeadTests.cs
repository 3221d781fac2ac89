using Summit.Programme;
using Summit.Register;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class AssignLeadTests
{
    private static readonly AssignLead Ask = new(Guid.CreateVersion7());

    [Fact]
    public void a_session_gets_another_lead_that_its_track_admits() => Given(Until(SessionStatus.Scheduled))
        .When(Ask, LedBy(OrganisationKind.Association), Organiser, Now)
        .Then(new LeadAssigned(Ask.Lead));

    [Fact]
    public void a_lead_that_the_track_does_not_admit_is_refused() => Given(Until(SessionStatus.Scheduled))
        .When(Ask, LedBy(OrganisationKind.Stakeholder), Organiser, Now)
        .ThenRefused(ProgrammeRules.LeadNotAdmitted);

    [Fact]
    public void the_same_lead_again_is_nothing_new_whatever_the_track_admits() => Given(Until(SessionStatus.Scheduled))
        .When(new AssignLead(Lead), LedBy(OrganisationKind.Stakeholder), Organiser, Now)
        .ThenNothing();

    [Fact]
    public void a_session_that_was_opened_keeps_its_lead() => Given(Until(SessionStatus.Open))
        .When(Ask, LedBy(OrganisationKind.Association), Organiser, Now)
        .ThenRefused(ProgrammeRules.AlreadyOpened);
}
