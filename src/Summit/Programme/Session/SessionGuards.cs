using Summit.Http;

namespace Summit.Programme;

/// <summary>Who may change something of a session, and until when in its life (PR8).</summary>
internal static class SessionGuards
{
    /// <summary>The refusal of a rule about a session's life: it tells the state.</summary>
    public static Refusal Refuses(this Rule rule, Session session) =>
        rule.Refuses(session.Track, facts: RefusalFacts.Is(session.State.Status));

    /// <summary>Refuses once it has been opened or cancelled.</summary>
    public static Refusal? BeforeOpening(this Session session) => session.State switch
    {
        SessionState.Cancelled => ProgrammeRules.IsCancelled.Refuses(session),
        SessionState.Proposed or SessionState.Scheduled => null,
        _ => ProgrammeRules.AlreadyOpened.Refuses(session),
    };

    /// <summary>Refuses once it has been closed or cancelled.</summary>
    public static Refusal? BeforeClosing(this Session session) => session.State switch
    {
        SessionState.Cancelled => ProgrammeRules.IsCancelled.Refuses(session),
        SessionState.Closed or SessionState.Reported => ProgrammeRules.IsClosed.Refuses(session),
        _ => null,
    };

    /// <summary>
    /// Whether a caller may keep its record. A secretary keeps only the meetings of their own body.
    /// </summary>
    public static Permission PermissionToKeep(this Session session, Actor by) => Permission.If(
        by.Role != Role.Secretary || session.Track == Track.Statutory && by.SpeaksFor(session.Lead));
}
