using Summit.Congress;
using Summit.Http;
using Summit.Store;

namespace Summit.Programme;

/// <summary>
/// An organiser has two sessions exchange their slots, in one commit (PR1 to PR5, PR8, PR14). Each keeps its people:
/// where one of them is taken up at the other time, the database refuses both.
/// </summary>
/// <param name="With">The other session.</param>
/// <param name="WithVersion">The version of the other that the caller saw: the number in its ETag.</param>
public sealed record ExchangeSlots(Guid With, long WithVersion)
{
    /// <summary>What the exchange is decided on.</summary>
    /// <param name="Edition">The Congress.</param>
    /// <param name="With">The other session; null where there is none.</param>
    public sealed record Facts(Edition Edition, Versioned<Session>? With)
    {
        internal static async Task<Facts> Load(
            Session session, ExchangeSlots command, Congresses congresses, AggregateCache aggregates,
            CancellationToken cancel)
        {
            var edition = congresses.Find(session.Congress, cancel);
            var with = aggregates.Find(Session.Category, command.With, long.MaxValue, cancel);
            await Task.WhenAll(edition, with);
            return new Facts((await edition)!, await with);
        }
    }

    public static Decision<SessionEvent> Decide(Session session, ExchangeSlots command, Facts facts)
    {
        if (facts.With is not { State: var with, Version: var version } || with.Congress != session.Congress)
            return ProgrammeRules.NoSuchSession.Refuses(session.Track, "/with");
        if (session.Id == with.Id)
            return [];
        if (version != command.WithVersion)
            return ProgrammeRules.OtherChanged.Refuses(session.Track, "/withVersion",
                [new Conflict(with.Id, "session", with.Title)], new RefusalFacts(Version: version));
        var others = Take(with, session, facts.Edition);
        return others.Refused is { } refused
            ? refused with { Field = "/with", ConflictsWith = [new Conflict(with.Id, "session", with.Title)] }
            : Take(session, with, facts.Edition);
    }

    // A slot goes over as it was given, with its minutes of turn-round.
    private static Decision<SessionEvent> Take(Session session, Session from, Edition edition)
    {
        if (session.BeforeOpening() is { } refused)
            return refused;
        if (session.State.Slot is not { } own)
            return ProgrammeRules.NotScheduled.Refuses(session);
        if (from.State is not SessionState.Scheduled { Slot: { } slot } || slot == own)
            return [];
        if (new ScheduleSession(slot.Room, slot.StartsAt, slot.EndsAt)
                .Breaks(edition, session.Track, session.Format, session.Mode) is { } unfit)
            return unfit with { Field = null };
        return slot.Room == own.Room ? [new SessionRescheduled(slot)] : [new SessionMoved(slot)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/exchange-slots", (
            Guid id, CommandRequest<ExchangeSlots> request, CommandExecutor executor, Congresses congresses,
            AggregateCache aggregates) =>
            executor.Execute(request, Session.Category, id,
                load: (session, cancel) => Facts.Load(session, request.Command, congresses, aggregates, cancel),
                authorizeFacts: facts => facts.With is { State: var with }
                    ? Permission.ToAct(with, request.By)
                    : Permission.Granted,
                decide: (session, facts) => Decide(session, request.Command, facts),
                alsoAppend: (session, facts) => [Session.Category.Append(
                    facts.With!.Value.State.Id, facts.With.Value.Version, facts.With.Value.State,
                    Take(facts.With.Value.State, session, facts.Edition).Events)],
                respond: SessionDetails.Of))
        .WithOperation(nameof(ExchangeSlots), "Have two sessions exchange their slots")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
