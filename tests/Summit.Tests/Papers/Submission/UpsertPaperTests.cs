using Summit.Kernel;
using Summit.Papers;
using static Summit.Tests.Papers.PaperSamples;

namespace Summit.Tests.Papers;

public sealed class UpsertPaperTests
{
    private static readonly RevisePaper.Facts Facts = new(Durban);

    private static readonly UpsertPaper Ask = new(Track.Assembly, Section)
    {
        Title = OtherContent.Title,
        Summary = OtherContent.Summary,
        Body = OtherContent.Body,
        PolicyDomains = OtherContent.PolicyDomains,
        ProposedRecommendations = OtherContent.ProposedRecommendations,
    };

    [Fact]
    public void an_upsert_revises_a_paper_that_was_submitted() =>
        Given(Submitted).When(Ask, Facts, DuringTheCall).Then(Revised);

    [Fact]
    public void an_upsert_that_says_the_same_is_nothing_new() =>
        Given(Submitted).When(Ask with { Title = Content.Title }, Facts, DuringTheCall).ThenNothing();

    [Fact]
    public void an_upsert_of_a_paper_that_is_gone_is_refused_although_it_says_the_same()
    {
        var same = Ask with { Title = Content.Title };
        Given(Submitted, Withdrawn).When(same, Facts, DuringTheCall).ThenRefused(PaperRules.Withdrawn);
        Given(Submitted, Rejected).When(same, Facts, DuringTheCall).ThenRefused(PaperRules.Rejected);
        Given(Submitted, Accepted).When(same, Facts, DuringTheCall).ThenNothing();
    }

    [Fact]
    public void an_upsert_does_not_move_a_paper_to_another_track() => Given(Submitted)
        .When(Ask with { Track = Track.TownHall }, Facts, DuringTheCall)
        .ThenRefused(PaperRules.TrackIsFixed);
}
