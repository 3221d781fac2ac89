using Summit.Papers;
using Summit.Register;

namespace Summit.Tests.Papers;

public sealed class EndorsePaperTests
{
    private static readonly PaperEndorsed Endorsed = new(Some.OtherOrganisation, 1, Some.DuringTheCall);
    private static readonly Organisation Known = Some.OfKind(OrganisationKind.CivilSocietyPartner);

    private static When<Paper, PaperEvent> Asked(
        Given<Paper, PaperEvent> given, Guid? who = null, bool known = true) =>
        given.When(paper => EndorsePaper.Decide(paper, new EndorsePaper(who ?? Some.OtherOrganisation),
            known ? Known : null, Some.DuringTheCall));

    [Fact]
    public void an_organisation_endorses_the_revision_before_it()
    {
        Asked(Some.Paper()).Then(Endorsed);
        Asked(Some.Paper(Some.Revised)).Then(Endorsed with { Revision = 2 });
    }

    [Fact]
    public void an_accepted_paper_is_endorsed_too() => Asked(Some.Paper(Some.Accepted)).Then(Endorsed);

    [Fact]
    public void endorsing_twice_counts_once() => Asked(Some.Paper(Endorsed)).ThenNothing();

    [Fact]
    public void the_register_knows_who_endorses() =>
        Asked(Some.Paper(), known: false).ThenRefused(PaperRules.NoSuchOrganisation);

    [Fact]
    public void nobody_endorses_their_own_paper() => Asked(Some.Paper(), Some.Section).ThenRefused(PaperRules.OwnPaper);

    [Fact]
    public void a_rejected_or_withdrawn_paper_takes_no_endorsement()
    {
        Asked(Some.Paper(Some.Rejected)).ThenRefused(PaperRules.EndorsementsClosed);
        Asked(Some.Paper(Some.Withdrawn)).ThenRefused(PaperRules.EndorsementsClosed);
    }

    [Fact]
    public void an_endorsement_is_withdrawn_once_and_may_be_given_again()
    {
        var withdrawn = new EndorsementWithdrawn(Some.OtherOrganisation, Some.AfterTheCall);
        Some.Paper(Endorsed, Some.Rejected)
            .When(paper => WithdrawEndorsement.Decide(paper, Some.OtherOrganisation, Some.AfterTheCall))
            .Then(withdrawn);
        Some.Paper(Endorsed, withdrawn)
            .When(paper => WithdrawEndorsement.Decide(paper, Some.OtherOrganisation, Some.AfterTheCall))
            .ThenNothing();
        Asked(Some.Paper(Endorsed, withdrawn)).Then(Endorsed);
    }
}
