using Summit.Papers;
using Summit.Register;

namespace Summit.Tests.Papers;

public sealed class EndorsePaperTests
{
    private static readonly PaperEndorsed Endorsed = new(PaperSamples.OtherOrganisation, 1, PaperSamples.DuringTheCall);
    private static readonly Organisation Known = PaperSamples.OfKind(OrganisationKind.CivilSocietyPartner);

    private static When<Paper, PaperEvent> Asked(
        Given<Paper, PaperEvent> given, Guid? who = null, bool known = true) =>
        given.When(paper => EndorsePaper.Decide(paper, new EndorsePaper(who ?? PaperSamples.OtherOrganisation),
            known ? Known : null, PaperSamples.DuringTheCall));

    [Fact]
    public void an_organisation_endorses_the_revision_before_it()
    {
        Asked(PaperSamples.Paper()).Then(Endorsed);
        Asked(PaperSamples.Paper(PaperSamples.Revised)).Then(Endorsed with { Revision = 2 });
    }

    [Fact]
    public void an_accepted_paper_is_endorsed_too() => Asked(PaperSamples.Paper(PaperSamples.Accepted)).Then(Endorsed);

    [Fact]
    public void endorsing_twice_counts_once() => Asked(PaperSamples.Paper(Endorsed)).ThenNothing();

    [Fact]
    public void the_register_knows_who_endorses() =>
        Asked(PaperSamples.Paper(), known: false).ThenRefused(PaperRules.NoSuchOrganisation);

    [Fact]
    public void nobody_endorses_their_own_paper() =>
        Asked(PaperSamples.Paper(), PaperSamples.Section).ThenRefused(PaperRules.OwnPaper);

    [Fact]
    public void a_rejected_or_withdrawn_paper_takes_no_endorsement()
    {
        Asked(PaperSamples.Paper(PaperSamples.Rejected)).ThenRefused(PaperRules.EndorsementsClosed);
        Asked(PaperSamples.Paper(PaperSamples.Withdrawn)).ThenRefused(PaperRules.EndorsementsClosed);
    }

    [Fact]
    public void an_endorsement_is_withdrawn_once_and_may_be_given_again()
    {
        var withdrawn = new EndorsementWithdrawn(PaperSamples.OtherOrganisation, PaperSamples.AfterTheCall);
        PaperSamples.Paper(Endorsed, PaperSamples.Rejected)
            .When(paper => WithdrawEndorsement.Decide(paper, PaperSamples.OtherOrganisation, PaperSamples.AfterTheCall))
            .Then(withdrawn);
        PaperSamples.Paper(Endorsed, withdrawn)
            .When(paper => WithdrawEndorsement.Decide(paper, PaperSamples.OtherOrganisation, PaperSamples.AfterTheCall))
            .ThenNothing();
        Asked(PaperSamples.Paper(Endorsed, withdrawn)).Then(Endorsed);
    }
}
