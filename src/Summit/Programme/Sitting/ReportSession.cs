using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Register;

namespace Summit.Programme;

/// <summary>
/// An organiser, a rapporteur, or the secretary of the body that met reports a session that is closed. Reported anew,
/// the last report counts and the earlier ones stay readable (PR11, TR13).
/// </summary>
/// <param name="Summary">What was said, in short.</param>
/// <param name="Attendance">How many of each section and gender attended.</param>
/// <param name="Outcomes">What came out, beside recommendations.</param>
public sealed record ReportSession(
    [MaxText(Limits.Summary)] LocalisedText Summary,
    [MaxLength(Limits.Attendance)] IReadOnlyList<Attended>? Attendance = null,
    [MaxLength(Limits.Outcomes)] IReadOnlyList<SessionOutcome>? Outcomes = null)
{
    /// <summary>What the decision needs from the register.</summary>
    /// <param name="Sections">The codes of the sections.</param>
    public sealed record Facts(IReadOnlySet<string> Sections)
    {
        internal static async Task<Facts> Load(RegisterQueries register, CancellationToken cancel) =>
            new(await register.SectionCodes(cancel));
    }

    public static Decision<SessionEvent> Decide(
        Session session, ReportSession command, Facts facts, DateTimeOffset now)
    {
        if (session.State is SessionState.Cancelled)
            return ProgrammeRules.IsCancelled.Refuses(session);
        if (session.State is not (SessionState.Closed or SessionState.Reported))
            return ProgrammeRules.NotClosed.Refuses(session);
        var (attendance, outcomes) = (command.Attendance ?? [], command.Outcomes ?? []);
        var seen = new HashSet<(string, Gender)>();
        for (var n = 0; n < attendance.Count; n++)
        {
            if (!facts.Sections.Contains(attendance[n].Section))
                return ProgrammeRules.NoSuchSection.Refuses(
                    session.Track, $"/attendance/{n}/section", facts: RefusalFacts.Admits(facts.Sections));
            var counted = (attendance[n].Section, attendance[n].Gender);
            if (!seen.Add(counted))
                return ProgrammeRules.CountedTwice.Refuses(session.Track, $"/attendance/{n}",
                    facts: new RefusalFacts(
                        Max: 1, Actual: attendance.Count(one => (one.Section, one.Gender) == counted)));
        }
        var admitted = TrackRules.Of(session.Track).Outcomes;
        for (var n = 0; n < outcomes.Count; n++)
        {
            if (!admitted.Contains(outcomes[n].Kind))
                return ProgrammeRules.OutcomeOfAnotherTrack.Refuses(
                    session.Track, $"/outcomes/{n}/kind", facts: RefusalFacts.Admits(admitted));
        }
        return session.State is SessionState.Reported { Report: var said } && said.Summary.Equals(command.Summary)
            && said.Attendance.SequenceEqual(attendance) && said.Outcomes.SequenceEqual(outcomes)
                ? []
                : [new SessionReported(command.Summary, attendance, outcomes, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/report", (
            Guid id, CommandRequest<ReportSession> request, CommandExecutor executor, RegisterQueries register) =>
            executor.Execute(request, Session.Category, id,
                authorize: session => session.PermissionToKeep(request.By),
                load: (_, cancel) => Facts.Load(register, cancel),
                decide: (session, facts) => Decide(session, request.Command, facts, request.Now),
                respond: SessionDetails.Of))
        .WithOperation(nameof(ReportSession), "Report a session that is closed")
        .RequireRoles(Role.Organiser, Role.Rapporteur, Role.Secretary)
        .GoesOnAfterClosing();
}
