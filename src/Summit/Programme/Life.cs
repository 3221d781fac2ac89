using Summit.Kernel;

namespace Summit.Programme;

/// <summary>Until when in a session's life something may be changed (P8).</summary>
internal static class SessionGuards
{
    /// <summary>Refuses once it has been opened or cancelled.</summary>
    public static Refusal? BeforeOpening(this Session session) => session.State switch
    {
        Cancelled => ProgrammeRules.IsCancelled.Refuses(session.Track),
        Proposed or Scheduled => null,
        _ => ProgrammeRules.AlreadyOpened.Refuses(session.Track),
    };

    /// <summary>Refuses once it has been closed or cancelled.</summary>
    public static Refusal? BeforeClosing(this Session session) => session.State switch
    {
        Cancelled => ProgrammeRules.IsCancelled.Refuses(session.Track),
        Closed or Reported => ProgrammeRules.IsClosed.Refuses(session.Track),
        _ => null,
    };
}
