using Summit.Congress;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Programme;

/// <summary>
/// An organiser gives a session its slot, or another one (P1 to P5, P8). Of two that race for one slot the database
/// lets one through; the other is told which session stands there.
/// </summary>
/// <param name="Room">The room.</param>
/// <param name="StartsAt">From when.</param>
/// <param name="EndsAt">Until before when.</param>
public sealed record ScheduleSession(Guid Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public static Decision<SessionEvent> Decide(Session session, ScheduleSession ask, Edition edition)
    {
        if (session.BeforeOpening() is { } refused)
            return refused;
        var slot = session.State.Slot;
        if (slot is not null && ask == new ScheduleSession(slot.Room, slot.StartsAt, slot.EndsAt))
            return [];
        if (Slots.Refuses(edition, session.Track, session.Format, ask) is { } unfit)
            return unfit;
        var placed = Slots.Place(edition, ask);
        return slot is null ? [new SessionScheduled(placed)]
            : slot.Room != ask.Room ? [new SessionMoved(placed)]
            : [new SessionRescheduled(placed)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/schedule", (
            Guid id, CommandRequest<ScheduleSession> command, Congresses congresses) =>
            command.On(Session.Category, id, async session => Decide(session, command.Body,
                (await congresses.Find(session.Congress, CancellationToken.None))!), SessionDetails.Of))
        .WithOperation(nameof(ScheduleSession), "Programme", "Give a session its slot, or another one")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<SessionDetails>();
}

/// <summary>An organiser changes what a session is called and how it is described (P8).</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Abstract">What it is about; absent where nothing is said.</param>
public sealed record RetitleSession(
    [MaxText(MaxTextAttribute.Title)] LocalisedText Title,
    [MaxText(MaxTextAttribute.Summary)] LocalisedText? Abstract = null)
{
    public static Decision<SessionEvent> Decide(Session session, RetitleSession ask)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        return session.Title.Equals(ask.Title) && Equals(session.Abstract, ask.Abstract)
            ? []
            : [new SessionRetitled(ask.Title, ask.Abstract)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/retitle", (Guid id, CommandRequest<RetitleSession> command) =>
            command.On(Session.Category, id, session => Decide(session, command.Body), SessionDetails.Of))
        .WithOperation(nameof(RetitleSession), "Programme", "Change a session's title and abstract")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<SessionDetails>();
}

/// <summary>An organiser gives a session another lead that its track admits (P8, T4, T5).</summary>
/// <param name="Lead">The organisation; a person's id where the format is open to persons.</param>
public sealed record AssignLead(Guid Lead)
{
    public static Decision<SessionEvent> Decide(Session session, AssignLead ask, ProposalFacts planned)
    {
        if (session.BeforeOpening() is { } refused)
            return refused;
        if (session.Lead == ask.Lead)
            return [];
        return TrackRules.Of(session.Track).Refuses(planned) is { } unfit ? unfit : [new LeadAssigned(ask.Lead)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/lead", (
            Guid id, CommandRequest<AssignLead> command, Congresses congresses, SessionFactsBook facts) =>
            command.On(Session.Category, id, async session =>
            {
                var edition = (await congresses.Find(session.Congress, CancellationToken.None))!;
                var plan = new Plan(session.Track, command.Body.Lead, session.PolicyDomains, session.Format,
                    session.Scope, session.Body);
                return Decide(session, command.Body, await facts.Of(plan, edition, command.By, command.Now));
            }, SessionDetails.Of))
        .WithOperation(nameof(AssignLead), "Programme", "Give a session another lead")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<SessionDetails>();
}
