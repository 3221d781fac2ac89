using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>
/// An organiser, or the secretary of the body that meets, takes the attendance register, in the place of any earlier
/// one. In a meeting of a body its quorum is counted from it (PR10, TR9, TR11).
/// </summary>
/// <param name="Present">Who is present.</param>
public sealed record TakeAttendance([MaxLength(Limits.Present)] IReadOnlyList<Present> Present)
{
    /// <summary>What is known of those who are entered.</summary>
    /// <param name="Body">The body that meets; null where none does.</param>
    /// <param name="People">Those whom the register of people has; not needed where a body meets.</param>
    /// <param name="Organisations">Those that the register of organisations has; not needed where a body meets.</param>
    public sealed record Facts(BodyFacts? Body, IReadOnlySet<Guid> People, IReadOnlySet<Guid> Organisations)
    {
        private static readonly IReadOnlySet<Guid> NoOne = new HashSet<Guid>();

        internal static async Task<Facts> Load(
            Session session, TakeAttendance command, RegisterQueries register, PublishedBodies bodies,
            CancellationToken cancel)
        {
            var present = command.Present;
            if (session.Body is not null)
                return new Facts(await bodies.Find(session.Body, cancel), NoOne, NoOne);
            var people = register.People(present.Select(one => one.Person), cancel);
            var organisations = register.PresentOrganisations(
                present.Select(one => one.Organisation).OfType<Guid>(), cancel);
            await Task.WhenAll(people, organisations);
            return new Facts(null,
                (await people).Values.Where(one => one.JoinedInto is null).Select(one => one.Id).ToHashSet(),
                (await organisations).Keys.ToHashSet());
        }

        internal bool HasSeatFor(Present present) => Body is null || Body.Seats.Any(seat =>
            seat.Person == present.Person && seat.Organisation == present.Organisation);

        internal Refusal? Refuses(Present present, Track track, string at)
        {
            if (Body is not null)
                return null;
            if (!People.Contains(present.Person))
                return ProgrammeRules.NoSuchPerson.Refuses(track, $"{at}/person");
            return present.Organisation is { } organisation && !Organisations.Contains(organisation)
                ? ProgrammeRules.NoSuchOrganisation.Refuses(track, $"{at}/organisation")
                : null;
        }
    }

    public static Decision<SessionEvent> Decide(
        Session session, TakeAttendance command, Facts facts, DateTimeOffset now)
    {
        if (session.State is SessionState.Proposed)
            return ProgrammeRules.NotScheduled.Refuses(session);
        if (session.BeforeClosing() is { } refused)
            return refused;
        var seatless = command.Present.Index().Where(one => !facts.HasSeatFor(one.Item)).ToArray();
        if (seatless.Length > 0)
            return ProgrammeRules.NotAMemberOfTheBody.Refuses(session.Track, $"/present/{seatless[0].Index}",
                [.. seatless.Select(one => new Conflict(one.Item.Person, "person"))]);
        var seen = new HashSet<Guid>();
        for (var n = 0; n < command.Present.Count; n++)
        {
            if (!seen.Add(command.Present[n].Person))
                return ProgrammeRules.CountedTwice.Refuses(session.Track, $"/present/{n}/person",
                    facts: new RefusalFacts(
                        Max: 1, Actual: command.Present.Count(one => one.Person == command.Present[n].Person)));
            if (facts.Refuses(command.Present[n], session.Track, $"/present/{n}") is { } stranger)
                return stranger;
        }
        var events = new List<SessionEvent>();
        if (!session.Present.SequenceEqual(command.Present))
            events.Add(new AttendanceTaken(command.Present, now));
        if (facts.Body is { } body && Quorum(session, body.SeatsPresent(seen), body.QuorumNeeded, now) is { } counted)
            events.Add(counted);
        return [.. events];
    }

    private static SessionEvent? Quorum(Session session, int present, int needed, DateTimeOffset now)
    {
        var reached = present >= needed;
        if (session.Quorum == new QuorumState(present, needed, reached))
            return null;
        if (reached)
            return new QuorumReached(present, needed, now);
        // What was never reached cannot be lost.
        return session.Quorum is null ? null : new QuorumLost(present, needed, now);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/attendance", (
            Guid id, CommandRequest<TakeAttendance> request, CommandExecutor executor, RegisterQueries register,
            PublishedBodies bodies) =>
            executor.Execute(request, Session.Category, id,
                authorize: session => session.PermissionToKeep(request.By),
                load: (session, cancel) => Facts.Load(session, request.Command, register, bodies, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(TakeAttendance), "Take a session's attendance register")
        .RequireRoles(Role.Organiser, Role.Secretary)
        .GoesOnAfterClosing();
}
