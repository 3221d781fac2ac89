using Summit.Http;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>
/// An organiser puts somebody on a session's panel or at its service, or gives them one more role in it (PR3, PR8,
/// TR8, TR9).
/// </summary>
/// <param name="Person">Who.</param>
/// <param name="Role">As what.</param>
public sealed record AddParticipant(Guid Person, ParticipantRole Role)
{
    /// <summary>What is known of them, and of the body that meets.</summary>
    /// <param name="IsPerson">Whether the register has them.</param>
    /// <param name="Kind">The kind of organisation they come from; null where they have none.</param>
    /// <param name="HoldsSeat">
    /// Whether they may sit in the session's body: they hold a seat, or no seat is held yet and they come from a
    /// member. True where the session is no meeting of a body. </param>
    public sealed record Facts(bool IsPerson, OrganisationKind? Kind = null, bool HoldsSeat = true)
    {
        internal static async Task<Facts> Load(
            Session session, AddParticipant command, DateTimeOffset now, RegisterQueries register,
            PublishedBodies bodies, CancellationToken cancel)
        {
            var person = command.Person;
            var (people, body) = (register.People([person], cancel), bodies.Find(session.Body, cancel));
            await Task.WhenAll(people, body);
            if ((await people).GetValueOrDefault(person) is not { IsPresent: true } known)
                return new Facts(false);
            var organisation = known.Organisation is { } id
                ? (await register.Organisations([id], cancel)).GetValueOrDefault(id)
                : null;
            return new Facts(true, known.KindWith(organisation),
                session.Body is null || await body is { } meets && MaySitIn(meets, person, organisation, now));
        }

        // A body may be elected at the Congress itself: until somebody is seated, its members-to-be can be announced.
        private static bool MaySitIn(BodyFacts body, Guid person, Organisation? organisation, DateTimeOffset now) =>
            body.Seats.Count == 0
                ? organisation?.IsMember(MembershipOf.WorldOrganisation, DateOnly.FromDateTime(now.UtcDateTime)) == true
                : body.Seats.Any(seat => seat.Person == person);
    }

    public static Decision<SessionEvent> Decide(Session session, AddParticipant command, Facts facts)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        if (session.Participants.Contains(new Participant(command.Person, command.Role)))
            return [];
        if (!facts.IsPerson)
            return ProgrammeRules.NoSuchPerson.Refuses(session.Track, "/person");
        var rules = TrackRules.Of(session.Track);
        if (!rules.MaySit(command.Role, facts.Kind))
            return ProgrammeRules.PanelOfLocalGovernments.Refuses(
                session.Track, "/person", facts: RefusalFacts.Admits(rules.PanelOf));
        if (!facts.HoldsSeat && command.Role != ParticipantRole.Interpreter)
            return ProgrammeRules.NotAMemberOfTheBody.Refuses(
                session.Track, "/person", [new Conflict(command.Person, "person")]);
        return [new ParticipantAdded(command.Person, command.Role)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/participants", (
            Guid id, CommandRequest<AddParticipant> request, CommandExecutor executor, RegisterQueries register,
            PublishedBodies bodies) =>
            executor.Execute(request, Session.Category, id,
                load: (session, cancel) => Facts.Load(
                    session, request.Command, request.Now, register, bodies, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts),
                respond: SessionDetails.Of))
        .WithOperation(nameof(AddParticipant), "Put somebody on a session's panel or at its service")
        .RequireRoles(Kernel.Role.Organiser);
}
