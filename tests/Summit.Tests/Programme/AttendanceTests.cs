using Summit.Kernel;
using Summit.Programme;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Tests.Programme;

public sealed class AttendanceTests
{
    private static readonly SeatFact[] Seats =
    [
        .. Enumerable.Range(0, 3).Select(_ => new SeatFact(Guid.CreateVersion7(), Guid.CreateVersion7(), false)),
    ];

    private static readonly SeatFact Substitute = new(Seats[0].Organisation, Guid.CreateVersion7(), true);

    private static readonly BodyFacts Council = ProgrammeSamples.Body(2, [.. Seats, Substitute]);

    [Fact]
    public void the_quorum_is_counted_from_the_register()
    {
        Take([Seats[0]]).Then(new AttendanceTaken(Rows(Seats[0]), ProgrammeSamples.Now));
        Take([Seats[0], Seats[1]]).Then(
            new AttendanceTaken(Rows(Seats[0], Seats[1]), ProgrammeSamples.Now),
                new QuorumReached(2, 2, ProgrammeSamples.Now));
    }

    [Fact]
    public void the_quorum_is_lost_when_members_leave()
    {
        SessionEvent[] both =
        [
            .. ProgrammeSamples.Until(SessionStatus.Open, Track.Statutory),
            new AttendanceTaken(Rows(Seats[0], Seats[1]), ProgrammeSamples.Now),
                new QuorumReached(2, 2, ProgrammeSamples.Now),
        ];
        Take([Seats[1]], both)
            .Then(new AttendanceTaken(Rows(Seats[1]), ProgrammeSamples.Now),
                new QuorumLost(1, 2, ProgrammeSamples.Now));
        Take([Seats[0], Seats[1]], both).ThenNothing();
    }

    [Fact]
    public void a_substitute_counts_only_while_the_member_is_absent()
    {
        Assert.Equal(1, Council.SeatsPresent(People(Seats[0], Substitute)));
        Assert.Equal(1, Council.SeatsPresent(People(Substitute)));
        Assert.Equal(2, Council.SeatsPresent(People(Substitute, Seats[1])));
        Assert.Equal(0, ProgrammeSamples.Body(1, Substitute).SeatsPresent(People(Substitute)));

        static HashSet<Guid> People(params SeatFact[] seats) => [.. seats.Select(seat => seat.Person)];
    }

    [Fact]
    public void only_those_who_hold_the_seat_are_entered()
    {
        var stranger = new SeatFact(Seats[0].Organisation, Guid.CreateVersion7(), false);
        Assert.Equal("/present/1",
            Take([Seats[0], stranger]).ThenRefused(ProgrammeRules.NotAMemberOfTheBody).Field);
        var elsewhere = Seats[0] with { Organisation = Seats[1].Organisation };
        Take([elsewhere]).ThenRefused(ProgrammeRules.NotAMemberOfTheBody);
    }

    [Fact]
    public void nobody_is_entered_twice() => Assert.Equal("/present/1/person",
        Take([Seats[0], Seats[0]]).ThenRefused(ProgrammeRules.CountedTwice).Field);

    [Theory]
    [InlineData(SessionStatus.Proposed, "programme/not-scheduled")]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void the_register_is_taken_between_slot_and_close(SessionStatus status, string code) => Assert.Equal(code,
        Decide(ProgrammeSamples.Given(ProgrammeSamples.Until(status, Track.Statutory)).State, [Seats[0]])
            .Refused!.Rule.Code);

    [Fact]
    public void in_other_tracks_whoever_is_in_the_register_is_entered()
    {
        var facts = new AttendanceFacts(null, new HashSet<Guid> { ProgrammeSamples.Person },
            new HashSet<Guid> { ProgrammeSamples.Lead });
        Enter(new Present(ProgrammeSamples.Person))
            .Then(new AttendanceTaken([new Present(ProgrammeSamples.Person)], ProgrammeSamples.Now));
        Enter(new Present(ProgrammeSamples.Lead)).ThenRefused(ProgrammeRules.NoSuchPerson);
        Enter(new Present(ProgrammeSamples.Person, ProgrammeSamples.Person))
            .ThenRefused(ProgrammeRules.NoSuchOrganisation);

        When<Session, SessionEvent> Enter(Present present) =>
            ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Open))
            .When(session => TakeAttendance.Decide(session, new([present]), facts, ProgrammeSamples.Now));
    }

    [Fact]
    public void a_closed_session_is_reported_and_reported_anew()
    {
        var ask = new ReportSession(ProgrammeSamples.Title, [new("africa", Gender.Woman, 12)],
            [new(OutcomeKind.Decision, ProgrammeSamples.Title)]);
        Report(SessionStatus.Closed, ask).Then(Reported(ask));
        ProgrammeSamples.Given([.. ProgrammeSamples.Until(SessionStatus.Closed, Track.Statutory), Reported(ask)])
            .When(session => ReportSession.Decide(session, ask, Sections, ProgrammeSamples.Now)).ThenNothing();
        Report(SessionStatus.Reported, ask).Then(Reported(ask));

        static SessionReported Reported(ReportSession ask) =>
            new(ask.Summary, ask.Attendance!, ask.Outcomes!, ProgrammeSamples.Now);
    }

    [Fact]
    public void a_report_comes_after_the_close()
    {
        var ask = new ReportSession(ProgrammeSamples.Title);
        Report(SessionStatus.Scheduled, ask).ThenRefused(ProgrammeRules.NotClosed);
        Report(SessionStatus.Open, ask).ThenRefused(ProgrammeRules.NotClosed);
        Report(SessionStatus.Cancelled, ask).ThenRefused(ProgrammeRules.IsCancelled);
    }

    [Fact]
    public void a_report_counts_by_sections_that_exist_each_once()
    {
        var women = new Attended("africa", Gender.Woman, 12);
        Report(SessionStatus.Closed, new(ProgrammeSamples.Title, [women with { Section = "atlantis" }]))
            .ThenRefused(ProgrammeRules.NoSuchSection);
        Report(SessionStatus.Closed, new(ProgrammeSamples.Title, [women, women with { Count = 3 }]))
            .ThenRefused(ProgrammeRules.CountedTwice);
    }

    [Theory]
    [InlineData(Track.Assembly, "")]
    [InlineData(Track.TownHall, "")]
    [InlineData(Track.Local4Action, "experience commitment")]
    [InlineData(Track.Statutory, "decision mandate")]
    public void each_track_has_its_outcomes(Track track, string kinds)
    {
        var session = ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Closed, track)).State;
        foreach (var kind in Enum.GetValues<OutcomeKind>())
        {
            var refused = ReportSession.Decide(session,
                new(ProgrammeSamples.Title, [], [new(kind, ProgrammeSamples.Title)]), Sections,
                ProgrammeSamples.Now).Refused;
            if (kinds.Split(' ').Contains(EnumNames.Of(kind)))
                Assert.Null(refused);
            else
                Assert.Equal(ProgrammeRules.OutcomeOfAnotherTrack, refused!.Rule);
        }
    }

    private static readonly HashSet<string> Sections = ["africa", "europe"];

    private static Present[] Rows(params SeatFact[] seats) =>
        [.. seats.Select(seat => new Present(seat.Person, seat.Organisation))];

    private static When<Session, SessionEvent> Take(SeatFact[] seats, params SessionEvent[] history) =>
        ProgrammeSamples.Given(history.Length > 0 ? history
            : ProgrammeSamples.Until(SessionStatus.Scheduled, Track.Statutory))
            .When(session => Decide(session, seats));

    private static Decision<SessionEvent> Decide(Session session, SeatFact[] seats) => TakeAttendance.Decide(session,
        new(Rows(seats)), new AttendanceFacts(Council, new HashSet<Guid>(), new HashSet<Guid>()), ProgrammeSamples.Now);

    private static When<Session, SessionEvent> Report(SessionStatus status, ReportSession ask) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(status, Track.Statutory))
            .When(session => ReportSession.Decide(session, ask, Sections, ProgrammeSamples.Now));
}
