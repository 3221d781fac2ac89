using Summit.Kernel;
using Summit.Programme;
using Summit.Register;

namespace Summit.Tests.Programme;

public sealed class SessionLifeTests
{
    private static readonly OpeningFacts Ready =
        new(1, 1, 1, [OrganisationKind.LocalGovernment], AllHoldSeats: true, SeatsPresent: 6, SeatsNeeded: 4);

    [Theory]
    [InlineData(Track.Assembly)]
    [InlineData(Track.TownHall)]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_session_opens_when_its_conditions_hold(Track track)
    {
        Open(track, SessionStatus.Scheduled, Ready).Then(new SessionOpened(ProgrammeSamples.Now));
        Open(track, SessionStatus.Open, Ready).ThenNothing();
    }

    [Theory]
    [InlineData(SessionStatus.Proposed, "programme/not-scheduled")]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Reported, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_session_opens_only_from_its_slot(SessionStatus status, string code) => Assert.Equal(code,
        OpenSession.Decide(ProgrammeSamples.Given(ProgrammeSamples.Until(status)).State, Ready,
            ProgrammeSamples.Edition, ProgrammeSamples.Now)
            .Refused!.Rule.Code);

    [Fact]
    public void nothing_opens_once_the_congress_is_over() =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Scheduled))
        .When(session => OpenSession.Decide(session, Ready, ProgrammeSamples.Over, ProgrammeSamples.Now))
        .ThenRefused(ProgrammeRules.CongressClosed);

    [Fact]
    public void an_assembly_session_opens_with_an_accepted_paper() =>
        Refused(Track.Assembly, Ready with { AcceptedPapers = 0 }, ProgrammeRules.AcceptedPaperNeeded);

    [Fact]
    public void a_town_hall_opens_with_a_paper_and_a_representative_of_local_governments()
    {
        Refused(Track.TownHall, Ready with { Papers = 0 }, ProgrammeRules.PaperNeeded);
        Refused(Track.TownHall, Ready with { Panel = [OrganisationKind.CivilSocietyPartner] },
            ProgrammeRules.RepresentativeNeeded);
    }

    [Fact]
    public void a_local4action_session_opens_with_its_domain_named() =>
        Refused(Track.Local4Action, Ready with { PolicyDomains = 0 }, ProgrammeRules.DomainNeeded);

    [Fact]
    public void a_body_meets_with_its_quorum_and_its_members_alone()
    {
        Refused(Track.Statutory, Ready with { SeatsPresent = 3 }, ProgrammeRules.QuorumNotReached);
        Refused(Track.Statutory, Ready with { AllHoldSeats = false }, ProgrammeRules.NotAMemberOfTheBody);
    }

    [Fact]
    public void only_a_session_that_sits_is_closed()
    {
        Close(SessionStatus.Open).Then(new SessionClosed(ProgrammeSamples.Now));
        Close(SessionStatus.Closed).ThenNothing();
        Close(SessionStatus.Reported).ThenNothing();
        Close(SessionStatus.Proposed).ThenRefused(ProgrammeRules.NotOpen);
        Close(SessionStatus.Scheduled).ThenRefused(ProgrammeRules.NotOpen);
        Close(SessionStatus.Cancelled).ThenRefused(ProgrammeRules.IsCancelled);
    }

    [Fact]
    public void a_session_is_cancelled_only_before_it_opens()
    {
        Cancel(SessionStatus.Proposed).Then(new SessionCancelled("No.", ProgrammeSamples.Now));
        Cancel(SessionStatus.Scheduled).Then(new SessionCancelled("No.", ProgrammeSamples.Now));
        Cancel(SessionStatus.Cancelled).ThenNothing();
        Cancel(SessionStatus.Open).ThenRefused(ProgrammeRules.AlreadyOpened);
        Cancel(SessionStatus.Closed).ThenRefused(ProgrammeRules.AlreadyOpened);
    }

    [Fact]
    public void only_what_has_or_had_its_slot_is_taken_up()
    {
        Assert.Empty(Taken(SessionStatus.Proposed));
        Assert.Empty(Taken(SessionStatus.Cancelled));
        Assert.Equal(["room", "body"], Taken(SessionStatus.Scheduled).Select(taken => taken.Kind));
        Assert.Equal(["room", "body"], Taken(SessionStatus.Reported).Select(taken => taken.Kind));
        Assert.Equal(ProgrammeSamples.Slot.EndsAt.AddMinutes(30), Taken(SessionStatus.Closed)[0].Until);

        static IReadOnlyList<Occupancy.Booking> Taken(SessionStatus status) =>
            Occupancy.Of(ProgrammeSamples.Given(ProgrammeSamples.Until(status, Track.Statutory)).State);
    }

    private static When<Session, SessionEvent> Open(Track track, SessionStatus status, OpeningFacts opening) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(status, track))
            .When(session => OpenSession.Decide(session, opening, ProgrammeSamples.Edition, ProgrammeSamples.Now));

    private static void Refused(Track track, OpeningFacts opening, Rule rule) =>
        Assert.Equal(track, Open(track, SessionStatus.Scheduled, opening).ThenRefused(rule).Track);

    private static When<Session, SessionEvent> Close(SessionStatus status) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(status))
            .When(session => CloseSession.Decide(session, ProgrammeSamples.Now));

    private static When<Session, SessionEvent> Cancel(SessionStatus status) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(status))
        .When(session => CancelSession.Decide(session, new CancelSession("No."), ProgrammeSamples.Now));
}
