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
            paper, content ?? PaperSamples.OtherContent, edition ?? PaperSamples.Edition,
                at ?? PaperSamples.DuringTheCall));

    [Fact]
    public void a_submitted_paper_is_revised_within_the_window() =>
        Revised(PaperSamples.Paper()).Then(PaperSamples.Revised);

    [Fact]
    public void revisions_are_numbered() =>
        Revised(PaperSamples.Paper(PaperSamples.Revised), PaperSamples.Content)
            .Then(new PaperRevised(3, PaperSamples.Content, PaperSamples.DuringTheCall));

    [Fact]
    public void the_same_again_is_nothing_new_whatever_became_of_the_paper()
    {
        PaperEvent[][] fates =
            [[], [PaperSamples.Accepted], [PaperSamples.Rejected], [PaperSamples.Withdrawn], [PaperSamples.Returned]];
        foreach (var history in fates)
            Revised(PaperSamples.Paper(history), PaperSamples.Content, PaperSamples.AfterTheCall).ThenNothing();
    }

    [Fact]
    public void after_the_call_a_submitted_paper_stays_as_it_is() =>
        Revised(PaperSamples.Paper(), at: PaperSamples.AfterTheCall).ThenRefused(PaperRules.DeadlinePassed);

    [Fact]
    public void a_returned_paper_is_revised_after_the_call_and_is_submitted_again()
    {
        var after = Revised(PaperSamples.Paper(PaperSamples.Returned), at: PaperSamples.AfterTheCall)
            .Then(PaperSamples.Revised with { At = PaperSamples.AfterTheCall });
        Assert.IsType<PaperState.Submitted>(after.State);
    }

    [Fact]
    public void a_settled_paper_is_revised_no_more()
    {
        foreach (
            var settled in new PaperEvent[] { PaperSamples.Accepted, PaperSamples.Rejected, PaperSamples.Withdrawn })
            Revised(PaperSamples.Paper(settled)).ThenRefused(PaperRules.AlreadySettled);
    }

    [Fact]
    public void a_revision_proposes_something_too() =>
        Revised(PaperSamples.Paper(), PaperSamples.Content with { ProposedRecommendations = [] })
            .ThenRefused(PaperRules.NothingProposed);

    [Fact]
    public void a_revision_names_policy_domains_of_the_congress() =>
        Revised(PaperSamples.Paper(), PaperSamples.Content with { PolicyDomains = ["space"] })
            .ThenRefused(PaperRules.NoSuchPolicyDomain);

    [Fact]
    public void after_the_congress_nothing_is_revised() =>
        Revised(PaperSamples.Paper(PaperSamples.Returned),
            edition: PaperSamples.EditionWith(new CongressClosed(PaperSamples.AfterTheCall)))
            .ThenRefused(PaperRules.CongressOver);

    [Fact]
    public void an_upsert_revises() => PaperSamples.Paper()
        .When(paper => UpsertPaper.Decide(paper, PaperSamples.Ask with { Title = PaperSamples.OtherContent.Title },
            PaperSamples.Edition,
            PaperSamples.DuringTheCall))
        .Then(PaperSamples.Revised);

    [Fact]
    public void an_upsert_keeps_the_track() => PaperSamples.Paper()
        .When(paper => UpsertPaper.Decide(paper, PaperSamples.Ask with { Track = Track.TownHall }, PaperSamples.Edition,
            PaperSamples.DuringTheCall))
        .ThenRefused(PaperRules.TrackIsFixed);
}
