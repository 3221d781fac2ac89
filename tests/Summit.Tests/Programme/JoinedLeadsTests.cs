using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class JoinedLeadsTests
{
    private static readonly Guid Into = Guid.CreateVersion7();

    [Theory]
    [InlineData(SessionStatus.Proposed)]
    [InlineData(SessionStatus.Scheduled)]
    public void a_session_that_a_joined_organisation_leads_is_led_by_the_one_that_stays(SessionStatus status) =>
        Given(Until(status)).When(session => JoinedLeads.Decide(session, Lead, Into))
            .Then(new LeadAssigned(Into, LeadIsPerson: false));

    [Theory]
    [InlineData(SessionStatus.Open)]
    [InlineData(SessionStatus.Closed)]
    [InlineData(SessionStatus.Cancelled)]
    public void a_session_that_has_opened_or_was_cancelled_keeps_who_led_it(SessionStatus status) =>
        Given(Until(status)).When(session => JoinedLeads.Decide(session, Lead, Into)).ThenNothing();

    [Fact]
    public void a_session_that_another_leads_has_no_part() => Given(Until(SessionStatus.Scheduled))
        .When(session => JoinedLeads.Decide(session, Guid.CreateVersion7(), Into)).ThenNothing();
}
