using Summit.Store;

namespace Summit.Programme;

/// <summary>A session as readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Congress">Its Congress.</param>
/// <param name="Track">Its track.</param>
/// <param name="Status">Where it stands in its life.</param>
/// <param name="Title">What it is called.</param>
/// <param name="PolicyDomains">Codes of its policy domains.</param>
/// <param name="Lead">The organisation, or person, that leads it.</param>
/// <param name="Mode">How one takes part.</param>
/// <param name="Languages">The languages it is held in.</param>
/// <param name="Participants">Who sits on its panel or serves it.</param>
/// <param name="Agenda">The papers it takes up.</param>
/// <param name="Format">Its format.</param>
/// <param name="Scope">What a round table is about.</param>
/// <param name="Abstract">What it is about, in words.</param>
/// <param name="Body">The statutory body that meets.</param>
/// <param name="Slot">When and where; of a cancelled session, when and where it was to be.</param>
/// <param name="Quorum">The body's quorum as it was last counted.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="CancelledBecause">Why it was cancelled.</param>
/// <param name="Report">What is said of it since it is over.</param>
/// <param name="Names">Who is behind its ids; only where everybody reads it.</param>
public sealed record SessionDetails(
    Guid Id,
    Guid Congress,
    Track Track,
    SessionStatus Status,
    LocalisedText Title,
    IReadOnlyList<string> PolicyDomains,
    Guid Lead,
    SessionMode Mode,
    IReadOnlyList<string> Languages,
    IReadOnlyList<Participant> Participants,
    IReadOnlyList<AgendaItem> Agenda,
    string? Format = null,
    SessionScope? Scope = null,
    LocalisedText? Abstract = null,
    Guid? Body = null,
    SlotDetails? Slot = null,
    QuorumState? Quorum = null,
    DateTimeOffset? OpenedAt = null,
    DateTimeOffset? ClosedAt = null,
    string? CancelledBecause = null,
    Report? Report = null,
    SessionNames? Names = null)
{
    /// <summary>The details of a session.</summary>
    public static SessionDetails Of(Session session) => new(
        session.Id, session.Congress, session.Track, session.State.Status, session.Title, session.PolicyDomains,
        session.Lead, session.Mode, session.Languages, session.Participants, session.Agenda, session.Format,
        session.Scope, session.Abstract, session.Body, SlotDetails.Of(session.State.Slot), session.Quorum,
        session.State.OpenedAt, session.State.ClosedAt, (session.State as SessionState.Cancelled)?.Reason,
        (session.State as SessionState.Reported)?.Report);

    internal static SingleStreamProjection<Session, SessionEvent> View { get; } =
        new("programme.session_agenda", Session.Category, Of, Json.Options);
}

/// <summary>When and where a session takes place.</summary>
/// <param name="Room">The room; absent where the session needs none.</param>
/// <param name="StartsAt">From when, with the offset of the zone.</param>
/// <param name="EndsAt">Until before when.</param>
/// <param name="TimeZone">The IANA zone that the Congress had when the slot was given.</param>
/// <param name="Parts">The rooms that the room consists of, and that are taken up with it.</param>
public sealed record SlotDetails(
    Guid? Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, IReadOnlyList<Guid>? Parts = null)
{
    internal static SlotDetails? Of(Slot? slot) =>
        slot is null ? null : new(slot.Room, slot.StartsAt, slot.EndsAt, slot.TimeZone, slot.Parts);
}
