using Summit.Congress;
using Summit.Kernel;
using Summit.Papers;

namespace Summit.Tests.Papers;

public sealed class RevisePaperTests
{
    private static When<Paper, PaperEvent> Revised(
        Given<Paper, PaperEvent> given, PaperContent? content = null, DateTimeOffset? at = null,
        Edition? edition = null) =>
        given.When(paper => RevisePaper.Decide(
            paper, content ?? Some.OtherContent, edition ?? Some.Edition, at ?? Some.DuringTheCall));

    [Fact]
    public void a_submitted_paper_is_revised_within_the_window() => Revised(Some.Paper()).Then(Some.Revised);

    [Fact]
    public void revisions_are_numbered() =>
        Revised(Some.Paper(Some.Revised), Some.Content).Then(new PaperRevised(3, Some.Content, Some.DuringTheCall));

    [Fact]
    public void the_same_again_is_nothing_new_whatever_became_of_the_paper()
    {
        PaperEvent[][] fates = [[], [Some.Accepted], [Some.Rejected], [Some.Withdrawn], [Some.Returned]];
        foreach (var history in fates)
            Revised(Some.Paper(history), Some.Content, Some.AfterTheCall).ThenNothing();
    }

    [Fact]
    public void after_the_call_a_submitted_paper_stays_as_it_is() =>
        Revised(Some.Paper(), at: Some.AfterTheCall).ThenRefused(PaperRules.DeadlinePassed);

    [Fact]
    public void a_returned_paper_is_revised_after_the_call_and_is_submitted_again()
    {
        var after = Revised(Some.Paper(Some.Returned), at: Some.AfterTheCall)
            .Then(Some.Revised with { At = Some.AfterTheCall });
        Assert.IsType<PaperState.Submitted>(after.State);
    }

    [Fact]
    public void a_settled_paper_is_revised_no_more()
    {
        foreach (var settled in new PaperEvent[] { Some.Accepted, Some.Rejected, Some.Withdrawn })
            Revised(Some.Paper(settled)).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void a_revision_proposes_something_too() =>
        Revised(Some.Paper(), Some.Content with { ProposedRecommendations = [] })
            .ThenRefused(PaperRules.NothingProposed);

    [Fact]
    public void a_revision_names_policy_domains_of_the_congress() =>
        Revised(Some.Paper(), Some.Content with { PolicyDomains = ["space"] })
            .ThenRefused(PaperRules.NoSuchPolicyDomain);

    [Fact]
    public void after_the_congress_nothing_is_revised() =>
        Revised(Some.Paper(Some.Returned), edition: Some.EditionWith(new CongressClosed(Some.AfterTheCall)))
            .ThenRefused(PaperRules.CongressOver);

    [Fact]
    public void an_upsert_revises() => Some.Paper()
        .When(paper => UpsertPaper.Decide(paper, Some.Ask with { Title = Some.OtherContent.Title }, Some.Edition,
            Some.DuringTheCall))
        .Then(Some.Revised);

    [Fact]
    public void an_upsert_keeps_the_track() => Some.Paper()
        .When(paper => UpsertPaper.Decide(paper, Some.Ask with { Track = Track.TownHall }, Some.Edition,
            Some.DuringTheCall))
        .ThenRefused(PaperRules.TrackIsFixed);
}
