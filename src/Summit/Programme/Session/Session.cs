using System.Collections.Immutable;
using Summit.Store;

namespace Summit.Programme;

/// <summary>What happens to a session.</summary>
public abstract record SessionEvent;

/// <summary>
/// A session was proposed for the programme. Those stored first do not say whether a person leads it: they take nobody
/// up for it.
/// </summary>
/// <param name="LeadIsPerson">
/// True where a person leads it, else absent: a node of an earlier version reads what has no other new member.
/// </param>
public sealed record SessionProposed(
    Guid Session,
    Guid Congress,
    Track Track,
    LocalisedText Title,
    IReadOnlyList<string> PolicyDomains,
    Guid Lead,
    SessionMode Mode,
    IReadOnlyList<string> Languages,
    string? Format = null,
    SessionScope? Scope = null,
    LocalisedText? Abstract = null,
    Guid? Body = null,
    bool? LeadIsPerson = null) : SessionEvent;

/// <summary>It was given a slot for the first time.</summary>
public sealed record SessionScheduled(Slot Slot) : SessionEvent;

/// <summary>It was given another time in the same room.</summary>
public sealed record SessionRescheduled(Slot Slot) : SessionEvent;

/// <summary>It was given another room, and perhaps another time with it.</summary>
public sealed record SessionMoved(Slot Slot) : SessionEvent;

/// <summary>It gave its slot up, which is free again, and waits for another.</summary>
public sealed record SlotGivenUp : SessionEvent;

/// <summary>Its title or its abstract was changed.</summary>
public sealed record SessionRetitled(LocalisedText Title, LocalisedText? Abstract = null) : SessionEvent;

/// <summary>Another organisation, or person, leads it.</summary>
/// <param name="LeadIsPerson">True where it is a person, else absent.</param>
public sealed record LeadAssigned(Guid Lead, bool? LeadIsPerson = null) : SessionEvent;

/// <summary>Somebody takes part in it, in this role beside any other.</summary>
public sealed record ParticipantAdded(Guid Person, ParticipantRole Role) : SessionEvent;

/// <summary>
/// Somebody takes part in it in another role than before. Written while a person had one role in a session only.
/// </summary>
public sealed record ParticipantRoleChanged(Guid Person, ParticipantRole Role) : SessionEvent;

/// <summary>Somebody no longer takes part in it in this role.</summary>
public sealed record ParticipantRoleRemoved(Guid Person, ParticipantRole Role) : SessionEvent;

/// <summary>Somebody no longer takes part in it in any role.</summary>
public sealed record ParticipantRemoved(Guid Person) : SessionEvent;

/// <summary>A paper was placed on its agenda, or is now taken in another revision.</summary>
public sealed record PaperPlacedOnAgenda(Guid Paper, int Revision) : SessionEvent;

/// <summary>A paper was taken off its agenda.</summary>
public sealed record PaperRemovedFromAgenda(Guid Paper) : SessionEvent;

/// <summary>The attendance register was taken, in the place of any earlier one.</summary>
public sealed record AttendanceTaken(IReadOnlyList<Present> Present, DateTimeOffset At) : SessionEvent;

/// <summary>Enough seats of the body are present for it to meet, by its rules and seats at that moment.</summary>
public sealed record QuorumReached(int Present, int Needed, DateTimeOffset At) : SessionEvent;

/// <summary>Not enough seats of the body are present any more.</summary>
public sealed record QuorumLost(int Present, int Needed, DateTimeOffset At) : SessionEvent;

/// <summary>It will not take place; its slot is free again.</summary>
public sealed record SessionCancelled(string Reason, DateTimeOffset At) : SessionEvent;

/// <summary>Why it was cancelled was put in other words.</summary>
public sealed record CancellationReasonCorrected(string Reason, DateTimeOffset At) : SessionEvent;

/// <summary>It will take place after all, in the slot that it had, if any.</summary>
public sealed record SessionReinstated(string Reason, DateTimeOffset At) : SessionEvent;

/// <summary>It began to sit.</summary>
public sealed record SessionOpened(DateTimeOffset At) : SessionEvent;

/// <summary>It had been opened by mistake: it is scheduled as before.</summary>
public sealed record OpeningUndone(string Reason, DateTimeOffset At) : SessionEvent;

/// <summary>It ended; what is left of its slot is free again.</summary>
public sealed record SessionClosed(DateTimeOffset At) : SessionEvent;

/// <summary>It had been closed by mistake: it sits on, and takes up the whole of its slot again.</summary>
public sealed record SessionReopened(string Reason, DateTimeOffset At) : SessionEvent;

/// <summary>Its report was given, for the first time or again.</summary>
public sealed record SessionReported(
    LocalisedText Summary,
    IReadOnlyList<Attended> Attendance,
    IReadOnlyList<SessionOutcome> Outcomes,
    DateTimeOffset At) : SessionEvent;

/// <summary>The state of a session.</summary>
public sealed record Session : IScoped
{
    public Guid Id { get; init; }
    public Guid Congress { get; init; }
    public Track Track { get; init; }
    public string? Format { get; init; }
    public SessionScope? Scope { get; init; }
    public LocalisedText Title { get; init; } = null!;
    public LocalisedText? Abstract { get; init; }
    public IReadOnlyList<string> PolicyDomains { get; init; } = [];
    public Guid Lead { get; init; }
    public bool LeadIsPerson { get; init; }
    public SessionMode Mode { get; init; }
    public IReadOnlyList<string> Languages { get; init; } = [];
    public Guid? Body { get; init; }
    public SessionState State { get; init; } = new SessionState.Proposed();
    public ImmutableList<Participant> Participants { get; init; } = [];
    public ImmutableList<AgendaItem> Agenda { get; init; } = [];
    public IReadOnlyList<Present> Present { get; init; } = [];
    public QuorumState? Quorum { get; init; }

    Scope IScoped.Scope => new(Congress, Track);

    /// <summary>What its track has a say in.</summary>
    internal Plan Plan => new(Track, Lead, PolicyDomains, Format, Scope, Body);

    /// <summary>The category of its streams: event names and evolve.</summary>
    public static Category<Session, SessionEvent> Category { get; } =
        new Category<Session, SessionEvent>("session", new Session(), Evolve)
            .Event<SessionProposed>("programme.session-proposed")
            .Event<SessionScheduled>("programme.session-scheduled")
            .Event<SessionRescheduled>("programme.session-rescheduled")
            .Event<SessionMoved>("programme.session-moved")
            .Event<SlotGivenUp>("programme.slot-given-up")
            .Event<SessionRetitled>("programme.session-retitled")
            .Event<LeadAssigned>("programme.lead-assigned")
            .Event<ParticipantAdded>("programme.participant-added")
            .Event<ParticipantRoleChanged>("programme.participant-role-changed")
            .Event<ParticipantRoleRemoved>("programme.participant-role-removed")
            .Event<ParticipantRemoved>("programme.participant-removed")
            .Event<PaperPlacedOnAgenda>("programme.paper-placed-on-agenda")
            .Event<PaperRemovedFromAgenda>("programme.paper-removed-from-agenda")
            .Event<AttendanceTaken>("programme.attendance-taken")
            .Event<QuorumReached>("programme.quorum-reached")
            .Event<QuorumLost>("programme.quorum-lost")
            .Event<SessionCancelled>("programme.session-cancelled")
            .Event<CancellationReasonCorrected>("programme.cancellation-reason-corrected")
            .Event<SessionReinstated>("programme.session-reinstated")
            .Event<SessionOpened>("programme.session-opened")
            .Event<OpeningUndone>("programme.opening-undone")
            .Event<SessionClosed>("programme.session-closed")
            .Event<SessionReopened>("programme.session-reopened")
            .Event<SessionReported>("programme.session-reported");

    private static Session Evolve(Session session, SessionEvent happened) => happened switch
    {
        SessionProposed e => new Session
        {
            Id = e.Session,
            Congress = e.Congress,
            Track = e.Track,
            Format = e.Format,
            Scope = e.Scope,
            Title = e.Title,
            Abstract = e.Abstract,
            PolicyDomains = e.PolicyDomains,
            Lead = e.Lead,
            LeadIsPerson = e.LeadIsPerson == true,
            Mode = e.Mode,
            Languages = e.Languages,
            Body = e.Body,
        },
        SessionScheduled e => session with { State = new SessionState.Scheduled(e.Slot) },
        SessionRescheduled e => session with { State = new SessionState.Scheduled(e.Slot) },
        SessionMoved e => session with { State = new SessionState.Scheduled(e.Slot) },
        SlotGivenUp => session with { State = new SessionState.Proposed() },
        SessionRetitled e => session with { Title = e.Title, Abstract = e.Abstract },
        LeadAssigned e => session with { Lead = e.Lead, LeadIsPerson = e.LeadIsPerson == true },
        ParticipantAdded e => session with { Participants = session.Participants.Add(new(e.Person, e.Role)) },
        ParticipantRoleChanged e => session with
        {
            Participants = session.Participants.ConvertAll(one => one.Person == e.Person ? new(e.Person, e.Role) : one),
        },
        ParticipantRoleRemoved e => session with
        {
            Participants = session.Participants.Remove(new(e.Person, e.Role)),
        },
        ParticipantRemoved e => session with
        {
            Participants = session.Participants.RemoveAll(one => one.Person == e.Person),
        },
        PaperPlacedOnAgenda e => session with
        {
            Agenda = session.Agenda.RemoveAll(item => item.Paper == e.Paper).Add(new(e.Paper, e.Revision)),
        },
        PaperRemovedFromAgenda e => session with
        {
            Agenda = session.Agenda.RemoveAll(item => item.Paper == e.Paper),
        },
        AttendanceTaken e => session with { Present = e.Present },
        QuorumReached e => session with { Quorum = new QuorumState(e.Present, e.Needed, true) },
        QuorumLost e => session with { Quorum = new QuorumState(e.Present, e.Needed, false) },
        SessionCancelled e => session with { State = new SessionState.Cancelled(session.State.Slot, e.Reason) },
        CancellationReasonCorrected e => session with
        {
            State = (SessionState.Cancelled)session.State with { Reason = e.Reason },
        },
        SessionReinstated => session with
        {
            State = session.State.Slot is { } had ? new SessionState.Scheduled(had) : new SessionState.Proposed(),
        },
        SessionOpened e => session with { State = new SessionState.Open(session.State.Slot!, e.At) },
        OpeningUndone => session with { State = new SessionState.Scheduled(session.State.Slot!) },
        SessionReopened => session with
        {
            State = new SessionState.Open(session.State.Slot!, session.State.OpenedAt!.Value),
        },
        SessionClosed e => session with
        {
            State = new SessionState.Closed(session.State.Slot!, session.State.OpenedAt!.Value, e.At),
        },
        SessionReported e => session with
        {
            State = new SessionState.Reported(
                session.State.Slot!, session.State.OpenedAt!.Value, session.State.ClosedAt!.Value,
                new Report(e.Summary, e.Attendance, e.Outcomes, e.At)),
        },
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a session."),
    };
}
