using Summit.Kernel;
using Summit.Papers;
using Summit.Programme;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class PlacePaperTests
{
    private static readonly PlacePaper Ask = new(Guid.CreateVersion7(), 1);

    private static readonly PaperFacts Accepted = new(Ask.Paper, CongressId, Track.Assembly, Lead, Title,
        PaperStatus.Accepted, IsPublic: true, [[Title], [Title]], Reviewers: []);

    private static readonly PlacePaper.Facts Facts = new(Accepted);

    [Fact]
    public void an_accepted_paper_is_placed_on_the_agenda() => Given(Until(SessionStatus.Proposed))
        .When(Ask, Facts)
        .Then(new PaperPlacedOnAgenda(Ask.Paper, 1));

    [Fact]
    public void a_paper_placed_again_in_the_same_revision_is_nothing_new() =>
        Given([.. Until(SessionStatus.Proposed), new PaperPlacedOnAgenda(Ask.Paper, 1)])
            .When(Ask, Facts)
            .ThenNothing();

    [Fact]
    public void a_paper_placed_in_another_revision_replaces_the_earlier_one_on_the_agenda()
    {
        var session = Given([.. Until(SessionStatus.Proposed), new PaperPlacedOnAgenda(Ask.Paper, 1)])
            .When(Ask with { Revision = 2 }, Facts)
            .Then(new PaperPlacedOnAgenda(Ask.Paper, 2));
        Assert.Equal([new AgendaItem(Ask.Paper, 2)], session.Agenda);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void a_revision_that_the_paper_does_not_have_is_refused(int revision) => Assert.Equal("/revision",
        Given(Until(SessionStatus.Proposed))
            .When(Ask with { Revision = revision }, Facts)
            .ThenRefused(ProgrammeRules.NoSuchRevision).Field);

    [Fact]
    public void a_paper_that_does_not_exist_is_refused() => Given(Until(SessionStatus.Proposed))
        .When(Ask, new PlacePaper.Facts(null))
        .ThenRefused(ProgrammeRules.NoSuchPaper);

    [Fact]
    public void a_paper_of_another_congress_is_refused() => Given(Until(SessionStatus.Proposed))
        .When(Ask, new PlacePaper.Facts(Accepted with { Congress = Guid.CreateVersion7() }))
        .ThenRefused(ProgrammeRules.NoSuchPaper);

    [Fact]
    public void a_paper_of_another_track_is_refused() => Given(Until(SessionStatus.Proposed))
        .When(Ask, new PlacePaper.Facts(Accepted with { Track = Track.TownHall }))
        .ThenRefused(ProgrammeRules.PaperOfAnotherTrack);

    [Fact]
    public void a_paper_that_is_not_accepted_is_refused_by_its_title_and_state()
    {
        var refused = Given(Until(SessionStatus.Proposed))
            .When(Ask, new PlacePaper.Facts(Accepted with { Status = PaperStatus.Returned }))
            .ThenRefused(ProgrammeRules.PaperNotAccepted);
        Assert.Equal(("returned", Accepted.Title), (refused.Facts?.State, Assert.Single(refused.ConflictsWith).Title));
    }

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_paper_is_not_placed_in_a_track_that_takes_no_papers(Track track) =>
        Given(Until(SessionStatus.Proposed, track)).When(Ask, Facts).ThenRefused(ProgrammeRules.NoPapersInTrack);

    [Fact]
    public void a_closed_session_gets_no_paper_on_its_agenda() =>
        Given(Until(SessionStatus.Closed)).When(Ask, Facts).ThenRefused(ProgrammeRules.IsClosed);
}
