using Summit.Kernel;
using Summit.Programme;
using Summit.Register;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class OpenSessionTests
{
    private static readonly OpenSession Ask = new();
    private static readonly DateTimeOffset Now = Morning.StartsAt;

    private static readonly OpeningFacts Ready =
        new(1, 1, 1, [OrganisationKind.LocalGovernment], Seatless: [], SeatsPresent: 6, SeatsNeeded: 4);

    [Theory]
    [InlineData(Track.Assembly)]
    [InlineData(Track.TownHall)]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_scheduled_session_opens_when_the_conditions_of_its_track_hold(Track track) =>
        Given(Until(SessionStatus.Scheduled, track)).When(Ask, Ready, Now).Then(new SessionOpened(Now));

    [Theory]
    [InlineData(-120, true)]
    [InlineData(-121, false)]
    public void a_session_opens_more_than_two_hours_before_its_slot_only_when_that_is_confirmed(
        int minutes, bool opens)
    {
        var early = Now.AddMinutes(minutes);
        var decided = Given(Until(SessionStatus.Scheduled)).When(Ask, Ready, early);
        if (opens)
            decided.Then(new SessionOpened(early));
        else
            Assert.Equal(Morning.StartsAt, decided.ThenRefused(ProgrammeRules.OpeningUnconfirmed).Facts!.From);
        Given(Until(SessionStatus.Scheduled)).When(Ask with { Confirmed = true }, Ready, early)
            .Then(new SessionOpened(early));
    }

    [Fact]
    public void a_session_opened_again_is_nothing_new() =>
        Given(Until(SessionStatus.Open)).When(Ask, Ready, Now).ThenNothing();

    [Theory]
    [InlineData(SessionStatus.Proposed, "programme/not-scheduled")]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Reported, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_session_that_is_not_scheduled_does_not_open(SessionStatus status, string code) =>
        Given(Until(status)).When(Ask, Ready, Now).ThenRefused(code);

    [Fact]
    public void an_assembly_session_does_not_open_without_an_accepted_paper() =>
        Refused(Track.Assembly, Ready with { AcceptedPapers = 0 }, ProgrammeRules.AcceptedPaperNeeded);

    [Fact]
    public void a_town_hall_session_does_not_open_without_a_paper() =>
        Refused(Track.TownHall, Ready with { Papers = 0 }, ProgrammeRules.PaperNeeded);

    [Fact]
    public void a_town_hall_session_does_not_open_without_a_representative_of_local_governments() => Refused(
        Track.TownHall, Ready with { Panel = [OrganisationKind.CivilSocietyPartner] },
        ProgrammeRules.RepresentativeNeeded);

    [Fact]
    public void a_local4action_session_does_not_open_without_a_policy_domain() =>
        Refused(Track.Local4Action, Ready with { PolicyDomains = 0 }, ProgrammeRules.DomainNeeded);

    [Fact]
    public void a_meeting_of_a_body_does_not_open_without_its_quorum() =>
        Refused(Track.Statutory, Ready with { SeatsPresent = 3 }, ProgrammeRules.QuorumNotReached);

    [Fact]
    public void a_meeting_of_a_body_does_not_open_with_participants_who_hold_no_seat() =>
        Refused(Track.Statutory, Ready with { Seatless = [Guid.CreateVersion7()] }, ProgrammeRules.NotAMemberOfTheBody);

    private static void Refused(Track track, OpeningFacts opening, Rule rule) => Assert.Equal(track,
        Given(Until(SessionStatus.Scheduled, track))
            .When(Ask, opening, Now)
            .ThenRefused(rule).Track);
}
