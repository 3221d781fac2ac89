using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class EndorsePaperTests
{
    private static readonly EndorsePaper Ask = new(OtherOrganisation);
    private static readonly EndorsePaper.Facts Facts = new(IsOrganisation: true);

    [Fact]
    public void an_organisation_endorses_the_latest_revision_of_a_paper()
    {
        Given(Submitted).When(Ask, Facts, DuringTheCall).Then(Endorsed);
        Given(Submitted, Revised).When(Ask, Facts, DuringTheCall).Then(Endorsed with { Revision = 2 });
    }

    [Fact]
    public void an_accepted_paper_is_endorsed() =>
        Given(Submitted, Accepted).When(Ask, Facts, DuringTheCall).Then(Endorsed);

    [Fact]
    public void a_paper_endorsed_again_by_the_same_organisation_is_nothing_new() =>
        Given(Submitted, Endorsed).When(Ask, Facts, DuringTheCall).ThenNothing();

    [Fact]
    public void an_organisation_that_withdrew_its_endorsement_may_endorse_again() =>
        Given(Submitted, Endorsed, new EndorsementWithdrawn(OtherOrganisation, DuringTheCall))
            .When(Ask, Facts, DuringTheCall)
            .Then(Endorsed);

    [Fact]
    public void an_endorsement_by_an_organisation_that_the_register_does_not_have_is_refused() => Given(Submitted)
        .When(Ask, Facts with { IsOrganisation = false }, DuringTheCall)
        .ThenRefused(PaperRules.NoSuchOrganisation);

    [Fact]
    public void an_organisation_does_not_endorse_its_own_paper() => Given(Submitted)
        .When(new EndorsePaper(Section), Facts, DuringTheCall)
        .ThenRefused(PaperRules.OwnPaper);

    [Fact]
    public void a_rejected_or_withdrawn_paper_takes_no_endorsement()
    {
        Given(Submitted, Rejected).When(Ask, Facts, DuringTheCall).ThenRefused(PaperRules.EndorsementsClosed);
        Given(Submitted, Withdrawn).When(Ask, Facts, DuringTheCall).ThenRefused(PaperRules.EndorsementsClosed);
    }
}
