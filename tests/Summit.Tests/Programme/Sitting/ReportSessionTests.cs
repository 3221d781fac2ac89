using Summit.Kernel;
using Summit.Programme;
using Summit.Register;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ReportSessionTests
{
    private static readonly Attended Women = new("africa", Gender.Woman, 12);
    private static readonly ReportSession.Facts Facts = new(new HashSet<string> { "africa", "europe" });
    private static readonly ReportSession Ask = new(Title, [Women], [new(OutcomeKind.Decision, Title)]);
    private static readonly SessionReported Reported = new(Title, Ask.Attendance!, Ask.Outcomes!, Now);

    [Theory]
    [InlineData(SessionStatus.Closed)]
    [InlineData(SessionStatus.Reported)]
    public void a_closed_session_is_reported_and_reported_otherwise(SessionStatus status) =>
        Given(Until(status, Track.Statutory)).When(Ask, Facts, Now).Then(Reported);

    [Fact]
    public void the_same_report_again_is_nothing_new() =>
        Given([.. Until(SessionStatus.Closed, Track.Statutory), Reported]).When(Ask, Facts, Now).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Scheduled, "programme/not-closed")]
    [InlineData(SessionStatus.Open, "programme/not-closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_session_that_is_not_closed_is_not_reported(SessionStatus status, string code) =>
        Given(Until(status)).When(new ReportSession(Title), Facts, Now).ThenRefused(code);

    [Fact]
    public void an_attendance_of_an_unknown_section_is_refused() =>
        Given(Until(SessionStatus.Closed, Track.Statutory))
            .When(Ask with { Attendance = [Women with { Section = "atlantis" }] }, Facts, Now)
            .ThenRefused(ProgrammeRules.NoSuchSection);

    [Fact]
    public void an_attendance_that_counts_a_section_and_gender_twice_is_refused() =>
        Given(Until(SessionStatus.Closed, Track.Statutory))
            .When(Ask with { Attendance = [Women, Women with { Count = 3 }] }, Facts, Now)
            .ThenRefused(ProgrammeRules.CountedTwice);

    [Theory]
    [InlineData(Track.Assembly, "")]
    [InlineData(Track.TownHall, "")]
    [InlineData(Track.Local4Action, "experience commitment")]
    [InlineData(Track.Statutory, "decision mandate")]
    public void each_track_admits_only_its_kinds_of_outcome(Track track, string kinds)
    {
        foreach (var kind in Enum.GetValues<OutcomeKind>())
        {
            SessionOutcome[] outcomes = [new(kind, Title)];
            var decided = Given(Until(SessionStatus.Closed, track))
                .When(new ReportSession(Title, [], outcomes), Facts, Now);
            if (kinds.Split(' ').Contains(EnumNames.Of(kind)))
                decided.Then(new SessionReported(Title, [], outcomes, Now));
            else
                decided.ThenRefused(ProgrammeRules.OutcomeOfAnotherTrack);
        }
    }
}
