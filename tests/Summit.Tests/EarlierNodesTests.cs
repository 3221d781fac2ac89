using System.Text.Json;
using Summit.Congress;
using Summit.Kernel;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.Tests.Congress;
using Summit.Tests.Papers;
using Summit.Tests.Programme;

namespace Summit.Tests;

/// <summary>
/// While a version is rolled out, nodes of the one before read what it records. They refuse a member that they do not
/// know, and insist on those that they require.
/// </summary>
public sealed class EarlierNodesTests
{
    [Fact]
    public void a_session_led_by_an_organisation_is_proposed_as_an_earlier_node_reads_it() =>
        Assert.Equal(ProgrammeSamples.Lead, Read<Proposed>(ProposeSession.Decide(
            ProgrammeSamples.SessionId, ProgrammeSamples.Propose(Track.Assembly),
            ProgrammeSamples.FactsOf(Track.Assembly), ProgrammeSamples.Organiser, ProgrammeSamples.Now)).Lead);

    [Fact]
    public void an_organisation_is_assigned_as_lead_as_an_earlier_node_reads_it()
    {
        var lead = Guid.CreateVersion7();
        var session = ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Scheduled)).State;
        Assert.Equal(lead, Read<Led>(AssignLead.Decide(
            session, new AssignLead(lead), ProgrammeSamples.LedBy(OrganisationKind.Association),
            ProgrammeSamples.Organiser, ProgrammeSamples.Now)).Lead);
    }

    [Fact]
    public void a_release_that_names_nobody_is_published_as_an_earlier_node_reads_it() =>
        Assert.Equal("First", Read<Released>(PublishProgramme.Decide(
            CongressSamples.Given(CongressSamples.Convened).State, new PublishProgramme("First"),
            CongressSamples.Opens)).Name);

    [Fact]
    public void a_paper_is_submitted_as_an_earlier_node_reads_it()
    {
        var content = PaperSamples.Content;
        Assert.Empty(Read<Submitted>(SubmitPaper.Decide(
            PaperSamples.PaperId, new SubmitPaper(Track.Assembly, PaperSamples.Section)
            {
                Title = content.Title,
                Summary = content.Summary,
                Body = content.Body,
                PolicyDomains = content.PolicyDomains,
                ProposedRecommendations = content.ProposedRecommendations,
            },
            new SubmitPaper.Facts(PaperSamples.Durban, PaperSamples.OfKind(OrganisationKind.Section)),
            PaperSamples.Partner, PaperSamples.DuringTheCall)).NearDuplicates);
    }

    private static T Read<T>(Decision<SessionEvent> decided) => Read<T>(Assert.Single(decided.Events));

    private static T Read<T>(Decision<CongressEvent> decided) => Read<T>(Assert.Single(decided.Events));

    private static T Read<T>(Decision<PaperEvent> decided) => Read<T>(Assert.Single(decided.Events));

    private static T Read<T>(object recorded) => JsonSerializer.Deserialize<T>(
        JsonSerializer.SerializeToUtf8Bytes(recorded, recorded.GetType(), Json.Options), Json.Options)!;

    private sealed record Proposed(
        Guid Session, Guid Congress, Track Track, LocalisedText Title, IReadOnlyList<string> PolicyDomains, Guid Lead,
        SessionMode Mode, IReadOnlyList<string> Languages, string? Format = null, SessionScope? Scope = null,
        LocalisedText? Abstract = null, Guid? Body = null);

    private sealed record Led(Guid Lead);

    private sealed record Released(int Number, string Name, DateTimeOffset At, string? Note = null);

    private sealed record Submitted(
        Guid Paper, Guid Congress, Track Track, Guid Organisation, PaperContent Content, DateTimeOffset At,
        IReadOnlyList<NearDuplicate> NearDuplicates, ExternalId? ExternalId = null, string? LateReason = null);
}
