using Summit.Kernel;
using Summit.Programme;
using Summit.Statutory;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class TakeAttendanceTests
{
    private static readonly SeatFact[] Seats =
    [
        .. Enumerable.Range(0, 3).Select(_ => new SeatFact(Guid.CreateVersion7(), Guid.CreateVersion7(), false)),
    ];

    // Two of three seats make the quorum.
    private static readonly TakeAttendance.Facts Facts = new(
        Council(2, Seats), new HashSet<Guid>(), new HashSet<Guid>());

    private static readonly TakeAttendance.Facts NoBody = new(
        null, new HashSet<Guid> { Mayor }, new HashSet<Guid> { Lead });

    private static readonly SessionEvent[] WithQuorum =
    [
        .. Until(SessionStatus.Open, Track.Statutory),
        new AttendanceTaken(Rows(Seats[0], Seats[1]), Now), new QuorumReached(2, 2, Now),
    ];

    [Fact]
    public void an_attendance_register_below_the_quorum_is_taken() =>
        Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Of(Seats[0]), Facts, Now)
            .Then(new AttendanceTaken(Rows(Seats[0]), Now));

    [Fact]
    public void the_quorum_is_reached_when_enough_seats_are_present() =>
        Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Of(Seats[0], Seats[1]), Facts, Now)
            .Then(new AttendanceTaken(Rows(Seats[0], Seats[1]), Now), new QuorumReached(2, 2, Now));

    [Fact]
    public void the_quorum_is_lost_when_members_leave() => Given(WithQuorum)
        .When(Of(Seats[1]), Facts, Now)
        .Then(new AttendanceTaken(Rows(Seats[1]), Now), new QuorumLost(1, 2, Now));

    [Fact]
    public void the_same_attendance_register_taken_again_is_nothing_new() =>
        Given(WithQuorum).When(Of(Seats[0], Seats[1]), Facts, Now).ThenNothing();

    [Fact]
    public void a_person_who_does_not_hold_a_seat_is_not_entered_in_the_meeting_of_a_body()
    {
        var stranger = new SeatFact(Seats[0].Organisation, Guid.CreateVersion7(), false);
        Assert.Equal("/present/1", Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Of(Seats[0], stranger), Facts, Now)
            .ThenRefused(ProgrammeRules.NotAMemberOfTheBody).Field);
    }

    [Fact]
    public void all_who_hold_no_seat_are_named_at_once()
    {
        SeatFact[] strangers =
        [
            new(Seats[0].Organisation, Guid.CreateVersion7(), false),
            new(Seats[1].Organisation, Guid.CreateVersion7(), false),
        ];
        Assert.Equal(strangers.Select(stranger => new Conflict(stranger.Person, "person")),
            Given(Until(SessionStatus.Scheduled, Track.Statutory))
                .When(Of(strangers[0], Seats[0], strangers[1]), Facts, Now)
                .ThenRefused(ProgrammeRules.NotAMemberOfTheBody).ConflictsWith);
    }

    [Fact]
    public void a_member_is_not_entered_for_the_seat_of_another_organisation() =>
        Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Of(Seats[0] with { Organisation = Seats[1].Organisation }), Facts, Now)
            .ThenRefused(ProgrammeRules.NotAMemberOfTheBody);

    [Fact]
    public void a_person_is_not_entered_twice() => Assert.Equal("/present/1/person",
        Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Of(Seats[0], Seats[0]), Facts, Now)
            .ThenRefused(ProgrammeRules.CountedTwice).Field);

    [Theory]
    [InlineData(SessionStatus.Proposed, "programme/not-scheduled")]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void attendance_is_not_taken_before_a_session_is_scheduled_or_after_it_ended(
        SessionStatus status, string code) =>
        Given(Until(status, Track.Statutory)).When(Of(Seats[0]), Facts, Now).ThenRefused(code);

    [Fact]
    public void a_person_of_the_register_is_entered_in_a_session_that_is_no_meeting_of_a_body() =>
        Given(Until(SessionStatus.Open))
            .When(new TakeAttendance([new Present(Mayor)]), NoBody, Now)
            .Then(new AttendanceTaken([new Present(Mayor)], Now));

    [Fact]
    public void a_person_that_the_register_does_not_have_is_not_entered() => Given(Until(SessionStatus.Open))
        .When(new TakeAttendance([new Present(Lead)]), NoBody, Now)
        .ThenRefused(ProgrammeRules.NoSuchPerson);

    [Fact]
    public void a_person_is_not_entered_for_an_organisation_that_the_register_does_not_have() =>
        Given(Until(SessionStatus.Open))
            .When(new TakeAttendance([new Present(Mayor, Mayor)]), NoBody, Now)
            .ThenRefused(ProgrammeRules.NoSuchOrganisation);

    private static TakeAttendance Of(params SeatFact[] seats) => new(Rows(seats));

    private static Present[] Rows(params SeatFact[] seats) =>
        [.. seats.Select(seat => new Present(seat.Person, seat.Organisation))];
}
