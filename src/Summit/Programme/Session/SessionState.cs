namespace Summit.Programme;

/// <summary>The state of a session's life, with the data of that state.</summary>
public abstract record SessionState
{
    private SessionState(
        SessionStatus status, Slot? slot = null, DateTimeOffset? openedAt = null, DateTimeOffset? closedAt = null) =>
        (Status, Slot, OpenedAt, ClosedAt) = (status, slot, openedAt, closedAt);

    /// <summary>Its name in JSON and filters.</summary>
    public SessionStatus Status { get; }

    /// <summary>When and where it sits; null where it has no slot.</summary>
    public Slot? Slot { get; }

    /// <summary>When it began to sit; null before.</summary>
    public DateTimeOffset? OpenedAt { get; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? ClosedAt { get; }

    /// <summary>
    /// Whether it takes up its room, its people and its body: a closed session does until it was closed.
    /// </summary>
    public bool Occupies => this is not (Proposed or Cancelled);

    /// <summary>It has no slot yet.</summary>
    public sealed record Proposed() : SessionState(SessionStatus.Proposed);

    /// <summary>It has a slot.</summary>
    public sealed record Scheduled(Slot At) : SessionState(SessionStatus.Scheduled, At);

    /// <summary>It is sitting.</summary>
    public sealed record Open(Slot At, DateTimeOffset Since) : SessionState(SessionStatus.Open, At, Since);

    /// <summary>It has sat.</summary>
    public sealed record Closed(Slot At, DateTimeOffset From, DateTimeOffset Until)
        : SessionState(SessionStatus.Closed, At, From, Until);

    /// <summary>It has sat, and this is its report.</summary>
    public sealed record Reported(Slot At, DateTimeOffset From, DateTimeOffset Until, Report Report)
        : SessionState(SessionStatus.Reported, At, From, Until);

    /// <summary>It will not take place; the slot it had, if any, is free again.</summary>
    public sealed record Cancelled(Slot? Had, string Reason) : SessionState(SessionStatus.Cancelled, Had);
}

/// <summary>What is said of a session once it is over.</summary>
public sealed record Report(
    LocalisedText Summary,
    IReadOnlyList<Attended> Attendance,
    IReadOnlyList<SessionOutcome> Outcomes,
    DateTimeOffset At);

/// <summary>A body's quorum as it was last counted.</summary>
/// <param name="Present">How many seats were present.</param>
/// <param name="Needed">How many were needed.</param>
/// <param name="Reached">Whether it could meet.</param>
public sealed record QuorumState(int Present, int Needed, bool Reached);
