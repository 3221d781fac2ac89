using Summit.Kernel;
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
    public void a_person_of_whom_it_was_not_recorded_that_they_lead_is_taken_up_when_they_are_assigned_again()
    {
        var history = Until(SessionStatus.Scheduled, Track.Local4Action).Select(happened =>
            happened is SessionProposed proposed ? proposed with { LeadIsPerson = null } : happened);
        var session = Given(history)
            .When(new AssignLead(Lead), LedBy(null), Organiser, Now)
            .Then(new LeadAssigned(Lead, LeadIsPerson: true));
        Assert.Contains(Occupancy.Of(session), booking => booking == new Occupancy.Booking(
            "person", Lead, Morning, Morning.EndsAt));
    }

    [Fact]
    public void a_session_that_was_opened_keeps_its_lead() => Given(Until(SessionStatus.Open))
        .When(Ask, LedBy(OrganisationKind.Association), Organiser, Now)
        .ThenRefused(ProgrammeRules.AlreadyOpened);
}
