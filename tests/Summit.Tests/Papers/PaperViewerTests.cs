using Summit.Kernel;
using Summit.Papers;

namespace Summit.Tests.Papers;

public sealed class PaperViewerTests
{
    private static readonly PaperEvent[] UnderReview =
    [
        PaperSamples.Assigned,
        new ReviewerAssigned(PaperSamples.OtherOrganisation, PaperSamples.DuringTheCall),
        new PaperReviewed(PaperSamples.Reviewer, 1, 4, "clear", PaperSamples.DuringTheCall),
        new PaperReviewed(PaperSamples.OtherOrganisation, 1, 2, "vague", PaperSamples.DuringTheCall),
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
    public void what_is_not_public_exists_for_some_roles_only(Role role, bool sees)
    {
        var stranger = As(role, PaperSamples.OtherOrganisation, Guid.CreateVersion7());
        Assert.Equal(sees, stranger.CanSee(PaperSamples.Paper().State));
        Assert.Equal(sees, stranger.CanSee(PaperSamples.Paper(PaperSamples.Rejected).State));
        Assert.True(stranger.CanSee(PaperSamples.Paper(PaperSamples.Accepted).State));
    }

    [Fact]
    public void an_organisation_sees_its_own_papers()
    {
        Assert.True(As(Role.Partner, PaperSamples.Section).CanSee(PaperSamples.Paper().State));
        Assert.True(As(Role.Delegate, PaperSamples.Section).CanSee(PaperSamples.Paper().State));
        Assert.False(As(Role.Secretary, PaperSamples.Section).CanSee(PaperSamples.Paper().State));
    }

    [Fact]
    public void a_reviewer_sees_what_they_review() =>
        Assert.True(As(Role.Delegate, null, PaperSamples.Reviewer)
            .CanSee(PaperSamples.Paper(PaperSamples.Assigned).State));

    [Fact]
    public void nobody_sees_beyond_the_scope_of_their_key() =>
        Assert.False(As(Role.Organiser, track: Track.TownHall).CanSee(PaperSamples.Paper().State));

    [Fact]
    public void the_submitting_organisation_learns_what_is_missing_and_nothing_of_the_reviews()
    {
        var page = PaperDetails.Of(PaperSamples.Paper([.. UnderReview, PaperSamples.Returned]).State,
            As(Role.Partner, PaperSamples.Section));
        Assert.Equal("a map", page.Missing);
        Assert.Null(page.Reviews);
        Assert.Null(page.Reviewers);
        Assert.Null(page.Score);
        Assert.Equal("off the subject",
            PaperDetails.Of(PaperSamples.Paper(PaperSamples.Rejected).State, As(Role.Partner, PaperSamples.Section))
                .Reason);
    }

    [Fact]
    public void a_reviewer_reads_what_they_said_themselves()
    {
        var page =
            PaperDetails.Of(PaperSamples.Paper(UnderReview).State, As(Role.Delegate, null, PaperSamples.Reviewer));
        Assert.Equal("clear", Assert.Single(page.Reviews!).Remarks);
        Assert.Equal(PaperSamples.Reviewer, Assert.Single(page.Reviewers!));
        Assert.Null(page.Score);
    }

    [Fact]
    public void organisers_and_auditors_read_the_reviews_and_rapporteurs_what_they_come_to()
    {
        var paper = PaperSamples.Paper(UnderReview).State;
        Assert.Equal(2, PaperDetails.Of(paper, As(Role.Organiser)).Reviews!.Count);
        Assert.Equal(2, PaperDetails.Of(paper, As(Role.Auditor)).Reviews!.Count);
        var rapporteur = PaperDetails.Of(paper, As(Role.Rapporteur));
        Assert.Null(rapporteur.Reviews);
        Assert.Equal(new ReviewScore(3, 2), rapporteur.Score);
    }

    [Fact]
    public void an_organisation_learns_of_its_own_near_duplicates_alone()
    {
        var (own, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var paper = Given.Stream(Paper.Category, PaperSamples.Submitted with
        {
            NearDuplicates = [new(own, PaperSamples.Section), new(other, PaperSamples.OtherOrganisation)],
        }).State;
        Assert.Equal([own], PaperDetails.Of(paper, As(Role.Partner, PaperSamples.Section)).NearDuplicates!);
        Assert.Equal([own, other], PaperDetails.Of(paper, As(Role.Organiser)).NearDuplicates!);
    }
}
