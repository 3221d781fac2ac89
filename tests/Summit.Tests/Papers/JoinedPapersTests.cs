using Summit.Kernel;
using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class JoinedPapersTests
{
    private static readonly Guid Into = Guid.CreateVersion7();
    private static readonly JoinedPapers.Facts Free = new(new Dictionary<Guid, Guid>(), new HashSet<Guid>());
    private static readonly PaperHandedOver HandedOver = new(Section, Into, AfterTheCall);

    /// <summary>A paper in each of the states that it can be in.</summary>
    public static TheoryData<PaperStatus> States => [.. Enum.GetValues<PaperStatus>()];

    [Theory]
    [MemberData(nameof(States))]
    public void a_paper_of_a_joined_organisation_is_the_others_whatever_became_of_it(PaperStatus status)
    {
        var given = Given(Until(status));
        given.When(paper => Decide(paper, Free)).Then(HandedOver);
        Assert.Equal((Into, status), (Paper.Category.Evolve(given.State, HandedOver).Organisation,
            Paper.Category.Evolve(given.State, HandedOver).State.Status));
    }

    [Fact]
    public void the_one_that_stays_endorses_no_paper_that_is_its_own_now() =>
        Given(Submitted, Endorsed with { Organisation = Into }).When(paper => Decide(paper, Free))
            .Then(new EndorsementWithdrawn(Into, AfterTheCall), HandedOver);

    [Fact]
    public void an_endorsement_of_a_joined_organisation_is_the_others_in_the_revision_of_that_time() =>
        Given(Submitted, Endorsed, Revised)
            .When(paper => JoinedPapers.Decide(paper, OtherOrganisation, Into, Free, AfterTheCall))
            .Then(new EndorsementWithdrawn(OtherOrganisation, AfterTheCall),
                new PaperEndorsed(Into, 1, AfterTheCall));

    [Fact]
    public void a_paper_that_both_endorse_or_that_is_the_others_own_keeps_at_most_one_endorsement()
    {
        Given(Submitted, Endorsed, Endorsed with { Organisation = Into })
            .When(paper => JoinedPapers.Decide(paper, OtherOrganisation, Into, Free, AfterTheCall))
            .Then(new EndorsementWithdrawn(OtherOrganisation, AfterTheCall));
        Given(Submitted, Endorsed)
            .When(paper => JoinedPapers.Decide(paper, OtherOrganisation, Section, Free, AfterTheCall))
            .Then(new EndorsementWithdrawn(OtherOrganisation, AfterTheCall));
    }

    [Fact]
    public void a_paper_under_an_external_id_of_both_stays_and_both_papers_are_told()
    {
        var other = Guid.CreateVersion7();
        var refused = Decide(Given(Submitted).State, Free with
        {
            SameId = new Dictionary<Guid, Guid> { [PaperId] = other },
        }).Refused;
        Assert.Equal(PaperRules.ExternalIdTaken, refused!.Rule);
        Assert.Equal([PaperId, other], refused.ConflictsWith.Select(conflict => conflict.Id));
    }

    [Fact]
    public void an_open_paper_that_somebody_of_the_organisation_reviews_stays_and_is_told_until_it_is_settled()
    {
        var facts = Free with { Members = new HashSet<Guid> { Reviewer } };
        var refused = Decide(Given(Submitted, Assigned).State, facts).Refused;
        Assert.Equal((PaperRules.ReviewerFromSubmitter, PaperId), (refused!.Rule, refused.ConflictsWith[0].Id));
        Given(Submitted, Assigned, Accepted).When(paper => Decide(paper, facts)).Then(HandedOver);
    }

    [Fact]
    public void a_paper_that_a_joined_organisation_neither_submitted_nor_endorses_any_more_has_no_part() =>
        Given(Submitted, Endorsed, new EndorsementWithdrawn(OtherOrganisation, AfterTheCall))
            .When(paper => JoinedPapers.Decide(paper, OtherOrganisation, Into, Free, AfterTheCall)).ThenNothing();

    private static Decision<PaperEvent> Decide(Paper paper, JoinedPapers.Facts facts) =>
        JoinedPapers.Decide(paper, Section, Into, facts, AfterTheCall);

    private static PaperEvent[] Until(PaperStatus status) => status switch
    {
        PaperStatus.Submitted => [Submitted],
        PaperStatus.Returned => [Submitted, Returned],
        PaperStatus.Accepted => [Submitted, Accepted],
        PaperStatus.Rejected => [Submitted, Rejected],
        _ => [Submitted, Accepted, Withdrawn],
    };
}
