using Summit.Congress;
using Summit.Kernel;
using Summit.Programme;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Tests.Programme;

/// <summary>A Congress with rooms, domains and formats, and sessions in it, for tests to start from.</summary>
internal static class ProgrammeSamples
{
    public static readonly Guid CongressId = Guid.CreateVersion7();
    public static readonly Guid SessionId = Guid.CreateVersion7();
    public static readonly Guid Hall = Guid.CreateVersion7();
    public static readonly Guid Hub = Guid.CreateVersion7();
    public static readonly Guid Flooded = Guid.CreateVersion7();
    public static readonly Guid Both = Guid.CreateVersion7();
    public static readonly Guid Lead = Guid.CreateVersion7();
    public static readonly Guid CouncilId = Guid.CreateVersion7();
    public static readonly Guid Mayor = Guid.CreateVersion7();

    public static readonly DateTimeOffset Now = At("2019-09-09T09:00:00+02:00");

    public static readonly Actor Organiser = new("key:organiser", Role.Organiser);
    public static readonly Actor Partner = new("key:partner", Role.Partner, Organisation: Lead);

    public static readonly LocalisedText Title = Text("Round table");

    public static readonly Edition Durban = Tests.Given.Stream(Edition.Category,
    [
        new CongressConvened(CongressId, "durban-2019", Text("Durban"), new Host("Durban", "ZA"),
            "Africa/Johannesburg", new DateOnly(2019, 11, 11), new DateOnly(2019, 11, 15), ["en", "fr"]),
        .. SourceFormats.All,
        new PolicyDomainDefined("right-to-the-city", Text("Right to the city")),
        new RoomOpened(Hall, new RoomTraits("Hall", 500, 30, ["en"], true, true)),
        new RoomOpened(Hub, new RoomTraits("Hub", 200, 15, ["en"], true, true)),
        new RoomOpened(Both, new RoomTraits("Hall and hub", 700, 45, ["en"], true, true), [Hall, Hub]),
        new RoomOpened(Flooded, new RoomTraits("Pavilion", 100, 15, [], false, false)),
        new RoomClosed(Flooded, "Under water."),
        new CallOpened(Guid.CreateVersion7(), CallFor.Sessions, Track.Local4Action, At("2019-03-01T09:00:00+02:00"),
            At("2019-07-31T23:59:59+02:00"), "lab"),
    ]).State;

    public static readonly Slot Morning = Schedule().PlaceIn(Durban);

    public static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, null);

    public static LocalisedText Text(string text) => LocalisedText.Of(("en", text));

    public static ScheduleSession Schedule(
        string from = "2019-11-11T09:00:00+02:00", string until = "2019-11-11T11:00:00+02:00", Guid? room = null) =>
        new(room ?? Hall, At(from), At(until));

    /// <summary>A proposal that its track admits.</summary>
    public static ProposeSession Propose(Track track) => new(track, Title, ["right-to-the-city"], Lead,
        SessionMode.InPerson, ["en"],
        Format: track == Track.Local4Action ? "inspiration" : null,
        Scope: track == Track.Assembly ? SessionScope.Thematic : null,
        Body: track == Track.Statutory ? CouncilId : null);

    /// <summary>What is known of a session's lead, of a kind that its track admits, and of its body.</summary>
    public static ProposalFacts FactsOf(Track track) => LedBy(track switch
    {
        Track.Assembly => OrganisationKind.Section,
        Track.TownHall => OrganisationKind.CivilSocietyPartner,
        Track.Statutory => OrganisationKind.StatutoryBody,
        _ => OrganisationKind.LocalGovernment,
    }) with
    { Body = track == Track.Statutory ? Council() : null };

    /// <summary>What is known of a lead of some kind; of a person where it is null.</summary>
    public static ProposalFacts LedBy(OrganisationKind? kind) => new(Durban, new Leader(kind), null);

    public static BodyFacts Council(int needed = 1, params IReadOnlyList<SeatFact> seats) =>
        new(CouncilId, Text("World Council"), Lead, seats, needed);

    public static SessionProposed ProposedIn(Track track = Track.Assembly)
    {
        var ask = Propose(track);
        return new(SessionId, CongressId, track, ask.Title, ask.PolicyDomains, Lead, ask.Mode, ask.Languages,
            ask.Format, ask.Scope, null, ask.Body);
    }

    /// <summary>What has happened when a session of a track is at a point of its life.</summary>
    public static SessionEvent[] Until(SessionStatus status, Track track = Track.Assembly) =>
    [
        .. new SessionEvent[]
        {
            ProposedIn(track), new SessionScheduled(Morning), new SessionOpened(Morning.StartsAt),
            new SessionClosed(Morning.EndsAt),
            new SessionReported(Title, [], [], Now),
        }.Take(status == SessionStatus.Cancelled ? 2 : (int)status + 1),
        .. status == SessionStatus.Cancelled ? new SessionEvent[] { new SessionCancelled("No.", Now) } : [],
    ];

    public static Given<Session, SessionEvent> Given(params IEnumerable<SessionEvent> history) =>
        Tests.Given.Stream(Session.Category, history);
}
