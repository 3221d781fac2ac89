using Summit.Kernel;
using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class PaperViewerTests
{
    private static readonly PaperEvent[] UnderReview =
    [
        Submitted,
        Assigned,
        new ReviewerAssigned(OtherOrganisation, DuringTheCall),
        new PaperReviewed(Reviewer, 1, 4, "clear", DuringTheCall),
        new PaperReviewed(OtherOrganisation, 1, 2, "vague", DuringTheCall),
    ];

    private static PaperViewer As(Role role, Guid? organisation = null, Guid? person = null, Track? track = null) =>
        new(new Actor("key", role, null, track, organisation, person), organisation);

    [Theory]
    [InlineData(Role.Organiser, true)]
    [InlineData(Role.Rapporteur, true)]
    [InlineData(Role.Auditor, true)]
    [InlineData(Role.Administrator, true)]
    [InlineData(Role.Secretary, false)]
    [InlineData(Role.Partner, false)]
    [InlineData(Role.Delegate, false)]
    public void a_paper_that_is_not_public_is_seen_by_some_roles_only(Role role, bool sees)
    {
        var stranger = As(role, OtherOrganisation, Guid.CreateVersion7());
        Assert.Equal(sees, stranger.CanSee(Given(Submitted).State));
        Assert.Equal(sees, stranger.CanSee(Given(Submitted, Rejected).State));
        Assert.True(stranger.CanSee(Given(Submitted, Accepted).State));
    }

    [Fact]
    public void a_partner_or_delegate_of_an_organisation_sees_its_papers()
    {
        Assert.True(As(Role.Partner, Section).CanSee(Given(Submitted).State));
        Assert.True(As(Role.Delegate, Section).CanSee(Given(Submitted).State));
        Assert.False(As(Role.Secretary, Section).CanSee(Given(Submitted).State));
    }

    [Fact]
    public void a_reviewer_sees_the_papers_they_are_assigned_to() =>
        Assert.True(As(Role.Delegate, null, Reviewer).CanSee(Given(Submitted, Assigned).State));

    [Fact]
    public void a_paper_beyond_the_scope_of_a_key_is_not_seen() =>
        Assert.False(As(Role.Organiser, track: Track.TownHall).CanSee(Given(Submitted).State));

    [Fact]
    public void the_submitting_organisation_reads_what_is_missing_and_nothing_of_the_reviews()
    {
        var page = PaperDetails.Of(Given([.. UnderReview, Returned]).State, As(Role.Partner, Section));
        Assert.Equal("a map", page.Missing);
        Assert.Null(page.Reviews);
        Assert.Null(page.Reviewers);
        Assert.Null(page.Score);
        Assert.Equal("off the subject",
            PaperDetails.Of(Given(Submitted, Rejected).State, As(Role.Partner, Section)).Reason);
    }

    [Fact]
    public void a_reviewer_reads_their_own_review_and_no_score()
    {
        var page = PaperDetails.Of(Given(UnderReview).State, As(Role.Delegate, null, Reviewer));
        Assert.Equal("clear", Assert.Single(page.Reviews!).Remarks);
        Assert.Equal(Reviewer, Assert.Single(page.Reviewers!));
        Assert.Null(page.Score);
    }

    [Fact]
    public void organisers_and_auditors_read_the_reviews_and_rapporteurs_their_score()
    {
        var paper = Given(UnderReview).State;
        Assert.Equal(2, PaperDetails.Of(paper, As(Role.Organiser)).Reviews!.Count);
        Assert.Equal(2, PaperDetails.Of(paper, As(Role.Auditor)).Reviews!.Count);
        var rapporteur = PaperDetails.Of(paper, As(Role.Rapporteur));
        Assert.Null(rapporteur.Reviews);
        Assert.Equal(new ReviewScore(3, 2), rapporteur.Score);
    }

    [Fact]
    public void an_organisation_sees_only_those_near_duplicates_that_are_its_own_papers()
    {
        var (own, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var near = new NearDuplicate[] { new(own, Section), new(other, OtherOrganisation) };
        var compared = new PaperComparison(7, AfterTheCall, near);
        var earlier = Given(Submitted with { NearDuplicates = near }).State;
        foreach (var (paper, found) in new[] { (Given(Submitted).State, compared), (earlier, null) })
        {
            Assert.Equal([own], PaperDetails.Of(paper, As(Role.Partner, Section), found).NearDuplicates!);
            Assert.Equal([own, other], PaperDetails.Of(paper, As(Role.Organiser), found).NearDuplicates!);
            Assert.Null(PaperDetails.Of(paper, As(Role.Delegate, null, Reviewer), found).NearDuplicates);
        }
    }

    [Fact]
    public void a_paper_tells_whether_it_has_been_compared_with_the_others()
    {
        var paper = Given(Submitted).State;
        var before = PaperDetails.Of(paper, As(Role.Organiser));
        Assert.Equal((null, null), (before.ComparedAt, before.NearDuplicates));
        var after = PaperDetails.Of(paper, As(Role.Organiser), new PaperComparison(7, AfterTheCall, []));
        Assert.Equal(AfterTheCall, after.ComparedAt);
        Assert.Empty(after.NearDuplicates!);
        var atSubmission = PaperDetails.Of(
            Given(Submitted with { NearDuplicates = [new(Guid.CreateVersion7(), Section)] }).State, As(Role.Organiser));
        Assert.Equal(DuringTheCall, atSubmission.ComparedAt);
    }

    [Fact]
    public void why_an_act_was_rescinded_is_told_to_those_who_were_told_why_it_was_done()
    {
        var paper = Given(Submitted, Assigned, Rejected, RescindedRejection).State;
        PaperViewer[] readers = [As(Role.Organiser), As(Role.Partner, Section), As(Role.Delegate, null, Reviewer)];
        foreach (var reader in readers)
        {
            Assert.Equal(new Rescinding(RescindedAct.Rejection, "a slip", AfterTheCall),
                PaperDetails.Of(paper, reader).Rescinded);
        }
        var stranger = As(Role.Partner, OtherOrganisation);
        var again = Given(Submitted, Rejected, RescindedRejection, Accepted).State;
        Assert.Null(PaperDetails.Of(again, stranger).Rescinded);
    }
}
