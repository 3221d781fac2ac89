using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// Who may open a session takes an opening by mistake back: the session is scheduled as before (PR15). Once something
/// was drafted in it, it has sat.
/// </summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record UndoOpening([MaxText(Limits.Summary)] string Reason)
{
    /// <summary>What the decision needs from elsewhere.</summary>
    /// <param name="Drafted">The recommendations that were drafted in the session.</param>
    public sealed record Facts(IReadOnlyCollection<Guid> Drafted)
    {
        internal static async Task<Facts> Load(
            Session session, IEnumerable<ISessionRecords> records, CancellationToken cancel) =>
            new([.. (await Task.WhenAll(records.Select(known => known.DraftedIn(session.Id, cancel))))
                .SelectMany(drafted => drafted)]);
    }

    public static Decision<SessionEvent> Decide(
        Session session, UndoOpening command, Facts facts, DateTimeOffset now)
    {
        if (session.State is SessionState.Scheduled)
            return [];
        if (session.BeforeClosing() is { } refused)
            return refused;
        if (session.State is not SessionState.Open)
            return ProgrammeRules.NotOpen.Refuses(session);
        return facts.Drafted.Count > 0
            ? ProgrammeRules.HasSat.Refuses(session.Track,
                conflicts: [.. facts.Drafted.Select(one => new Conflict(one, "recommendation"))])
            : [new OpeningUndone(command.Reason, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/undo-opening", (
            Guid id, CommandRequest<UndoOpening> request, CommandExecutor executor,
            IEnumerable<ISessionRecords> records) =>
            executor.Execute(request, Session.Category, id,
                authorize: session => session.PermissionToKeep(request.By),
                load: (session, cancel) => Facts.Load(session, records, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(UndoOpening), "Take back that a session was opened")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary);
}
