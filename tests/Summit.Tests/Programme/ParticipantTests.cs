using Summit.Kernel;
using Summit.Programme;
using Summit.Register;

namespace Summit.Tests.Programme;

public sealed class ParticipantTests
{
    private static readonly ParticipantFacts Mayor = new(true, OrganisationKind.LocalGovernment);

    [Fact]
    public void somebody_is_added_once() => ProgrammeSamples.Given(
            [.. ProgrammeSamples.Until(SessionStatus.Scheduled),
                new ParticipantAdded(ProgrammeSamples.Person, ParticipantRole.Chair)])
        .When(session => AddParticipant.Decide(session, new(ProgrammeSamples.Person, ParticipantRole.Chair), Mayor))
        .ThenNothing();

    [Fact]
    public void somebody_gets_another_role()
    {
        var session = ProgrammeSamples.Given(
                [.. ProgrammeSamples.Until(SessionStatus.Scheduled),
                    new ParticipantAdded(ProgrammeSamples.Person, ParticipantRole.Chair)])
            .When(session =>
                AddParticipant.Decide(session, new(ProgrammeSamples.Person, ParticipantRole.Speaker), Mayor))
            .Then(new ParticipantRoleChanged(ProgrammeSamples.Person, ParticipantRole.Speaker));
        Assert.Equal([new Participant(ProgrammeSamples.Person, ParticipantRole.Speaker)], session.Participants);
    }

    [Theory]
    [InlineData(OrganisationKind.LocalGovernment, ParticipantRole.Panelist, true)]
    [InlineData(OrganisationKind.SisterOrganisation, ParticipantRole.Panelist, true)]
    [InlineData(OrganisationKind.Stakeholder, ParticipantRole.Panelist, false)]
    [InlineData(OrganisationKind.CivilSocietyPartner, ParticipantRole.Chair, false)]
    [InlineData(OrganisationKind.InternationalInstitution, ParticipantRole.Speaker, true)]
    [InlineData(null, ParticipantRole.Interpreter, true)]
    [InlineData(null, ParticipantRole.Moderator, false)]
    public void local_and_regional_governments_make_up_the_panels_of_the_assembly(
        OrganisationKind? kind, ParticipantRole role, bool admitted)
    {
        var added = Add(Track.Assembly, role, new ParticipantFacts(true, kind));
        if (admitted)
            added.Then(new ParticipantAdded(ProgrammeSamples.Person, role));
        else
            Assert.Equal("/person", added.ThenRefused(ProgrammeRules.PanelOfLocalGovernments).Field);
    }

    [Fact]
    public void the_panels_of_a_town_hall_are_open() =>
        Add(Track.TownHall, ParticipantRole.Panelist, new ParticipantFacts(true, OrganisationKind.Stakeholder))
            .Then(new ParticipantAdded(ProgrammeSamples.Person, ParticipantRole.Panelist));

    [Fact]
    public void only_those_with_a_seat_take_part_in_the_meeting_of_a_body()
    {
        var stranger = Mayor with { HoldsSeat = false };
        Add(Track.Statutory, ParticipantRole.Chair, stranger).ThenRefused(ProgrammeRules.NotAMemberOfTheBody);
        Add(Track.Statutory, ParticipantRole.Chair, Mayor)
            .Then(new ParticipantAdded(ProgrammeSamples.Person, ParticipantRole.Chair));
        Add(Track.Statutory, ParticipantRole.Interpreter, stranger)
            .Then(new ParticipantAdded(ProgrammeSamples.Person, ParticipantRole.Interpreter));
    }

    [Fact]
    public void whoever_takes_part_is_in_the_register() =>
        Add(Track.TownHall, ParticipantRole.Speaker, new ParticipantFacts(false))
            .ThenRefused(ProgrammeRules.NoSuchPerson);

    [Theory]
    [InlineData(SessionStatus.Closed, "programme/closed")]
    [InlineData(SessionStatus.Cancelled, "programme/cancelled")]
    public void nobody_is_added_or_removed_afterwards(SessionStatus status, string code)
    {
        var session = ProgrammeSamples.Given(ProgrammeSamples.Until(status)).State;
        Assert.Equal(code, AddParticipant.Decide(session, new(ProgrammeSamples.Person, ParticipantRole.Chair), Mayor)
            .Refused!.Rule.Code);
        Assert.Equal(code, RemoveParticipant.Decide(session, ProgrammeSamples.Person).Refused!.Rule.Code);
    }

    [Fact]
    public void somebody_is_removed_once()
    {
        ProgrammeSamples.Given([.. ProgrammeSamples.Until(SessionStatus.Open),
            new ParticipantAdded(ProgrammeSamples.Person, ParticipantRole.Chair)])
            .When(session => RemoveParticipant.Decide(session, ProgrammeSamples.Person))
            .Then(new ParticipantRemoved(ProgrammeSamples.Person));
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Open))
            .When(session => RemoveParticipant.Decide(session, ProgrammeSamples.Person)).ThenNothing();
    }

    private static When<Session, SessionEvent> Add(Track track, ParticipantRole role, ParticipantFacts facts) =>
        ProgrammeSamples.Given(ProgrammeSamples.Until(SessionStatus.Scheduled, track))
            .When(session => AddParticipant.Decide(session, new(ProgrammeSamples.Person, role), facts));
}
