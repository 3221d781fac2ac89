using Summit.Kernel;
using Summit.Papers;
using Summit.Programme;

namespace Summit.Tests.Programme;

public sealed class AgendaTests
{
    private static readonly PlacePaper Ask = new(Guid.CreateVersion7(), 1);

    private static readonly PaperFacts Paper =
        new(Ask.Paper, ProgrammeSamples.Congress, Track.Assembly, ProgrammeSamples.Lead,
        ProgrammeSamples.Title, IsAccepted: true, IsPublic: true, [[ProgrammeSamples.Title], [ProgrammeSamples.Title]]);

    [Fact]
    public void an_accepted_paper_is_placed_once()
    {
        Place(Ask, Paper).Then(new PaperPlacedOnAgenda(Ask.Paper, 1));
        ProgrammeSamples.Given(
            [.. ProgrammeSamples.Until(SessionStatus.Proposed), new PaperPlacedOnAgenda(Ask.Paper, 1)])
            .When(session => PlacePaper.Decide(session, Ask, Paper)).ThenNothing();
    }

    [Fact]
    public void a_paper_is_taken_in_one_revision()
    {
        var session = ProgrammeSamples.Given(
            [.. ProgrammeSamples.Until(SessionStatus.Proposed), new PaperPlacedOnAgenda(Ask.Paper, 1)])
            .When(session => PlacePaper.Decide(session, Ask with { Revision = 2 }, Paper))
            .Then(new PaperPlacedOnAgenda(Ask.Paper, 2));
        Assert.Equal([new AgendaItem(Ask.Paper, 2)], session.Agenda);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void the_revision_exists(int revision) => Assert.Equal("/revision",
        Place(Ask with { Revision = revision }, Paper).ThenRefused(ProgrammeRules.NoSuchRevision).Field);

    [Fact]
    public void the_paper_belongs_to_the_congress_and_the_track_and_is_accepted()
    {
        Place(Ask, null).ThenRefused(ProgrammeRules.NoSuchPaper);
        Place(Ask, Paper with { Congress = Guid.CreateVersion7() }).ThenRefused(ProgrammeRules.NoSuchPaper);
        Place(Ask, Paper with { Track = Track.TownHall }).ThenRefused(ProgrammeRules.PaperOfAnotherTrack);
        Place(Ask, Paper with { IsAccepted = false }).ThenRefused(ProgrammeRules.PaperNotAccepted);
    }

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void other_tracks_take_no_papers(Track track) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Proposed, track))
        .When(session => PlacePaper.Decide(session, Ask, Paper)).ThenRefused(ProgrammeRules.NoPapersInTrack);

    [Fact]
    public void a_paper_is_taken_off_once()
    {
        ProgrammeSamples.Given(
            [.. ProgrammeSamples.Until(SessionStatus.Proposed), new PaperPlacedOnAgenda(Ask.Paper, 1)])
            .When(session => RemovePaper.Decide(session, Ask.Paper)).Then(new PaperRemovedFromAgenda(Ask.Paper));
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Proposed))
            .When(session => RemovePaper.Decide(session, Ask.Paper)).ThenNothing();
    }

    [Fact]
    public void the_agenda_of_a_closed_session_stays()
    {
        var session = ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Closed)).State;
        Assert.Equal(ProgrammeRules.IsClosed, PlacePaper.Decide(session, Ask, Paper).Refused!.Rule);
        Assert.Equal(ProgrammeRules.IsClosed, RemovePaper.Decide(session, Ask.Paper).Refused!.Rule);
    }

    private static When<Session, SessionEvent> Place(PlacePaper ask, PaperFacts? paper) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Proposed))
            .When(session => PlacePaper.Decide(session, ask, paper));
}
