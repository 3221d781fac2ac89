using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Programme;

/// <summary>
/// An organiser puts somebody on a session's panel or at its service, or gives them another role in it (P3, P8,
/// T8, T9).
/// </summary>
/// <param name="Person">Who.</param>
/// <param name="Role">As what.</param>
public sealed record AddParticipant(Guid Person, ParticipantRole Role)
{
    public static Decision<SessionEvent> Decide(Session session, AddParticipant ask, ParticipantFacts facts)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        var already = session.Participants.Find(one => one.Person == ask.Person);
        if (already?.Role == ask.Role)
            return [];
        if (!facts.IsPerson)
            return ProgrammeRules.NoSuchPerson.Refuses(session.Track, "/person");
        if (!TrackRules.Of(session.Track).MaySit(ask.Role, facts.Kind))
            return TrackRuleNames.PanelOfLocalGovernments.Refuses(session.Track, "/person");
        if (!facts.HoldsSeat && ask.Role != ParticipantRole.Interpreter)
            return TrackRuleNames.NotAMemberOfTheBody.Refuses(session.Track, "/person");
        return already is null
            ? [new ParticipantAdded(ask.Person, ask.Role)]
            : [new ParticipantRoleChanged(ask.Person, ask.Role)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/participants", (
            Guid id, CommandRequest<AddParticipant> command, SessionFactsBook facts) =>
            command.On(Session.Category, id, async session => Decide(session, command.Body,
                await facts.Of(session, command.Body.Person, command.Now)), SessionDetails.Of))
        .WithOperation(nameof(AddParticipant), "Programme", "Put somebody on a session's panel or at its service")
        .RequireRoles(Kernel.Role.Organiser)
        .Answers<SessionDetails>();
}

/// <summary>What is known of somebody who is to take part in a session.</summary>
/// <param name="IsPerson">Whether the register has them.</param>
/// <param name="Kind">The kind of organisation they come from; null where they have none.</param>
/// <param name="HoldsSeat">
/// Whether they may sit in the session's body: they hold a seat, or nobody does yet and they come from a member. True
/// where the session is no meeting of a body.
/// </param>
public sealed record ParticipantFacts(bool IsPerson, OrganisationKind? Kind = null, bool HoldsSeat = true);

/// <summary>An organiser takes somebody out of a session (P8).</summary>
public static class RemoveParticipant
{
    public static Decision<SessionEvent> Decide(Session session, Guid person)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        return session.Participants.Exists(one => one.Person == person) ? [new ParticipantRemoved(person)] : [];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/sessions/{id:guid}/participants/{person:guid}", (
            Guid id, Guid person, CommandRequest<NoBody> command) =>
            command.On(Session.Category, id, session => Decide(session, person), SessionDetails.Of))
        .WithOperation(nameof(RemoveParticipant), "Programme", "Take somebody out of a session")
        .RequireRoles(Kernel.Role.Organiser)
        .Answers<SessionDetails>();
}
