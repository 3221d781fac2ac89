using Summit.Kernel;
using Summit.Programme;
using Summit.Register;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class AddParticipantTests
{
    private static readonly AddParticipant Ask = new(Mayor, ParticipantRole.Chair);
    private static readonly AddParticipant.Facts Facts = new(true, OrganisationKind.LocalGovernment);
    private static readonly AddParticipant.Facts Seatless = Facts with { HoldsSeat = false };

    [Fact]
    public void a_participant_added_again_in_the_same_role_is_nothing_new() =>
        Given([.. Until(SessionStatus.Scheduled), new ParticipantAdded(Mayor, ParticipantRole.Chair)])
            .When(Ask, Facts)
            .ThenNothing();

    [Fact]
    public void a_participant_added_again_in_another_role_has_both()
    {
        var session = Given([.. Until(SessionStatus.Scheduled), new ParticipantAdded(Mayor, ParticipantRole.Chair)])
            .When(Ask with { Role = ParticipantRole.Speaker }, Facts)
            .Then(new ParticipantAdded(Mayor, ParticipantRole.Speaker));
        Assert.Equal(
            [new Participant(Mayor, ParticipantRole.Chair), new Participant(Mayor, ParticipantRole.Speaker)],
            session.Participants);
    }

    [Fact]
    public void a_role_that_was_changed_before_a_person_could_have_several_replaces_the_one_before() => Assert.Equal(
        [new Participant(Mayor, ParticipantRole.Speaker)],
        Given([.. Until(SessionStatus.Scheduled), new ParticipantAdded(Mayor, ParticipantRole.Chair),
            new ParticipantRoleChanged(Mayor, ParticipantRole.Speaker)]).State.Participants);

    [Theory]
    [InlineData(OrganisationKind.LocalGovernment, ParticipantRole.Panelist, true)]
    [InlineData(OrganisationKind.SisterOrganisation, ParticipantRole.Panelist, true)]
    [InlineData(OrganisationKind.Stakeholder, ParticipantRole.Panelist, false)]
    [InlineData(OrganisationKind.CivilSocietyPartner, ParticipantRole.Chair, false)]
    [InlineData(OrganisationKind.InternationalInstitution, ParticipantRole.Speaker, true)]
    [InlineData(null, ParticipantRole.Interpreter, true)]
    [InlineData(null, ParticipantRole.Moderator, false)]
    public void the_panels_of_the_assembly_are_made_up_of_local_and_regional_governments(
        OrganisationKind? kind, ParticipantRole role, bool admitted)
    {
        var decided = Given(Until(SessionStatus.Scheduled))
            .When(Ask with { Role = role }, new AddParticipant.Facts(true, kind));
        if (admitted)
            decided.Then(new ParticipantAdded(Mayor, role));
        else
            Assert.Equal("/person", decided.ThenRefused(ProgrammeRules.PanelOfLocalGovernments).Field);
    }

    [Fact]
    public void the_panels_of_a_town_hall_are_open_to_all_kinds_of_organisation() =>
        Given(Until(SessionStatus.Scheduled, Track.TownHall))
            .When(Ask with { Role = ParticipantRole.Panelist }, Facts with { Kind = OrganisationKind.Stakeholder })
            .Then(new ParticipantAdded(Mayor, ParticipantRole.Panelist));

    [Fact]
    public void a_person_who_holds_a_seat_takes_part_in_the_meeting_of_a_body() =>
        Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Ask, Facts)
            .Then(new ParticipantAdded(Mayor, ParticipantRole.Chair));

    [Fact]
    public void a_person_without_a_seat_does_not_take_part_in_the_meeting_of_a_body() =>
        Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Ask, Seatless)
            .ThenRefused(ProgrammeRules.NotAMemberOfTheBody);

    [Fact]
    public void an_interpreter_needs_no_seat_in_the_meeting_of_a_body() =>
        Given(Until(SessionStatus.Scheduled, Track.Statutory))
            .When(Ask with { Role = ParticipantRole.Interpreter }, Seatless)
            .Then(new ParticipantAdded(Mayor, ParticipantRole.Interpreter));

    [Fact]
    public void a_person_that_the_register_does_not_have_takes_no_part() => Given(Until(SessionStatus.Scheduled))
        .When(Ask, new AddParticipant.Facts(false))
        .ThenRefused(ProgrammeRules.NoSuchPerson);

    [Theory]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void a_closed_or_cancelled_session_gets_no_participant(SessionStatus status, string code) =>
        Given(Until(status)).When(Ask, Facts).ThenRefused(code);
}
