using Summit.Congress;
using Summit.Kernel;
using Summit.Papers;
using Summit.Register;

namespace Summit.Tests.Papers;

/// <summary>Some paper, of some section, for the Assembly of a Congress whose call is open in April.</summary>
internal static class PaperSamples
{
    public static readonly Guid CongressId = Guid.CreateVersion7();
    public static readonly Guid PaperId = Guid.CreateVersion7();
    public static readonly Guid Section = Guid.CreateVersion7();
    public static readonly Guid OtherOrganisation = Guid.CreateVersion7();
    public static readonly Guid Reviewer = Guid.CreateVersion7();

    public static readonly DateTimeOffset CallOpens = new(2019, 4, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset CallCloses = new(2019, 5, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset BeforeTheCall = new(2019, 3, 31, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset DuringTheCall = new(2019, 4, 15, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset AfterTheCall = new(2019, 5, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly Actor Partner = new("key:partner", Role.Partner, Organisation: Section);
    public static readonly Actor Organiser = new("key:organiser", Role.Organiser);

    public static readonly Edition Durban = EditionWith(Called(Track.Assembly), Called(Track.TownHall));

    public static readonly PaperContent Content = new(
        Text("Water"), Text("On water"), Text("# Water"), ["resilience"], [new(Text("Share it."))]);

    public static readonly PaperContent OtherContent = Content with { Title = Text("Clean water") };

    public static readonly PaperSubmitted Submitted = new(
        PaperId, CongressId, Track.Assembly, Section, Content, DuringTheCall, NearDuplicates: []);

    public static readonly PaperRevised Revised = new(2, OtherContent, DuringTheCall);
    public static readonly PaperAccepted Accepted = new(1, AfterTheCall);
    public static readonly PaperReturned Returned = new(1, "a map", AfterTheCall);
    public static readonly PaperRejected Rejected = new(1, "off the subject", AfterTheCall);
    public static readonly PaperWithdrawn Withdrawn = new("joined to another", AfterTheCall);
    public static readonly AcceptanceRescinded RescindedAcceptance = new("a slip", AfterTheCall);
    public static readonly RejectionRescinded RescindedRejection = new("a slip", AfterTheCall);
    public static readonly WithdrawalRescinded RescindedWithdrawal = new("a slip", AfterTheCall);
    public static readonly PaperEndorsed Endorsed = new(OtherOrganisation, 1, DuringTheCall);
    public static readonly ReviewerAssigned Assigned = new(Reviewer, DuringTheCall);
    public static readonly PaperReviewed Reviewed = new(Reviewer, 1, 4, "clear", AfterTheCall);

    public static Given<Paper, PaperEvent> Given(params IEnumerable<PaperEvent> history) =>
        Tests.Given.Stream(Paper.Category, history);

    public static Edition EditionWith(params CongressEvent[] further) => Tests.Given.Stream(
        Edition.Category,
        [
            new CongressConvened(CongressId, "durban-2019", Text("Durban"), new Host("Durban", "ZA"),
                "Africa/Johannesburg", new DateOnly(2019, 11, 11), new DateOnly(2019, 11, 15), ["en"]),
            new PolicyDomainDefined("resilience", Text("Resilience")),
            .. further,
        ]).State;

    public static CallOpened Called(Track track) =>
        new(Guid.CreateVersion7(), CallFor.Papers, track, CallOpens, CallCloses);

    public static Organisation OfKind(OrganisationKind kind) =>
        new(Section, Text("Some organisation"), kind, "some", null, null, [], BeforeTheCall);

    public static Person From(Guid? organisation) =>
        new(Reviewer, "Some Body", null, null, ["en"], organisation, null, null, BeforeTheCall);

    public static LocalisedText Text(string en) => LocalisedText.Of(("en", en));
}
