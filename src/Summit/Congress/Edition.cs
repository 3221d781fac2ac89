using System.Collections.Immutable;
using Summit.Store;

namespace Summit.Congress;

/// <summary>What happens to one edition of the Congress.</summary>
public abstract record CongressEvent;

/// <summary>An edition was convened: where, when, in which languages.</summary>
public sealed record CongressConvened(
    Guid Congress,
    string Slug,
    LocalisedText Name,
    Host Host,
    string TimeZone,
    DateOnly StartsOn,
    DateOnly EndsOn,
    IReadOnlyList<string> Languages) : CongressEvent;

/// <summary>What the edition was convened with was corrected, or it moves: all but its slug.</summary>
public sealed record CongressChanged(
    LocalisedText Name,
    Host Host,
    string TimeZone,
    DateOnly StartsOn,
    DateOnly EndsOn,
    IReadOnlyList<string> Languages) : CongressEvent;

/// <summary>A policy domain was named, or renamed.</summary>
public sealed record PolicyDomainDefined(string Code, LocalisedText Name) : CongressEvent;

/// <summary>A format of a track was laid down, or changed: who may lead it, how long it lasts.</summary>
public sealed record FormatDefined(
    Track Track,
    string Code,
    LocalisedText Name,
    IReadOnlyList<string> OpenTo,
    bool ByCall,
    int MinMinutes,
    int MaxMinutes) : CongressEvent;

/// <summary>A room can be used from now on. Its parts, the rooms that it consists of, never change.</summary>
public sealed record RoomOpened(Guid Room, RoomTraits Traits, IReadOnlyList<Guid>? Parts = null) : CongressEvent;

/// <summary>What a room offers was corrected. Sessions that have a slot in it keep their turn-round time.</summary>
public sealed record RoomChanged(Guid Room, RoomTraits Traits) : CongressEvent;

/// <summary>A room takes no further sessions.</summary>
public sealed record RoomClosed(Guid Room, string Reason) : CongressEvent;

/// <summary>Why a room was closed was put in other words.</summary>
public sealed record RoomReasonCorrected(Guid Room, string Reason) : CongressEvent;

/// <summary>A room that was closed takes sessions again.</summary>
public sealed record RoomReopened(Guid Room, string Reason) : CongressEvent;

/// <summary>A call was announced, with its window.</summary>
public sealed record CallOpened(
    Guid Call, CallFor For, Track Track, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, string? Format = null)
    : CongressEvent;

/// <summary>A call was ended before its time.</summary>
public sealed record CallClosed(Guid Call, DateTimeOffset At) : CongressEvent;

/// <summary>A call goes on after all, until another time.</summary>
public sealed record CallReopened(Guid Call, DateTimeOffset ClosesAt, string Reason) : CongressEvent;

/// <summary>The programme was published: everybody may read it as it was at this event.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Name">What it is called.</param>
/// <param name="At">When.</param>
/// <param name="Note">What changed, for those who read it.</param>
/// <param name="NamesPeople">
/// True where everybody may read the names of those on its panels, until the next one says otherwise; else absent, so
/// that a node of an earlier version reads it.
/// </param>
public sealed record ProgrammePublished(
    int Number, string Name, DateTimeOffset At, string? Note = null, bool? NamesPeople = null) : CongressEvent;

/// <summary>The edition is over.</summary>
public sealed record CongressClosed(DateTimeOffset At) : CongressEvent;

/// <summary>The edition was closed by mistake, or too early: it goes on.</summary>
public sealed record CongressReopened(string Reason, DateTimeOffset At) : CongressEvent;

/// <summary>The city that hosts a Congress.</summary>
/// <param name="City">Its name.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record Host([MaxLine(Limits.Title)] string City, [Country] string Country);

/// <summary>A format of a track.</summary>
/// <param name="Track">The track.</param>
/// <param name="Code">Its code, such as <c>lab</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="OpenTo">Kinds of organisation that may lead it, and <c>person</c> where a private person may.</param>
/// <param name="ByCall">Whether it is filled only through a call.</param>
/// <param name="MinMinutes">Its shortest slot.</param>
/// <param name="MaxMinutes">Its longest slot.</param>
public sealed record Format(
    Track Track,
    string Code,
    LocalisedText Name,
    IReadOnlyList<string> OpenTo,
    bool ByCall,
    int MinMinutes,
    int MaxMinutes);

/// <summary>A published version of the programme: what stood at its position.</summary>
public sealed record Release(int Number, string Name, DateTimeOffset At, string? Note, bool NamesPeople = false);

/// <summary>The state of one edition of the Congress.</summary>
public sealed record Edition : IScoped
{
    public Guid Id { get; init; }
    public string Slug { get; init; } = "";
    public LocalisedText Name { get; init; } = null!;
    public Host Host { get; init; } = null!;
    public string TimeZone { get; init; } = "";
    public DateOnly StartsOn { get; init; }
    public DateOnly EndsOn { get; init; }
    public IReadOnlyList<string> Languages { get; init; } = [];
    public ImmutableSortedDictionary<string, LocalisedText> PolicyDomains { get; init; } =
        ImmutableSortedDictionary.Create<string, LocalisedText>(StringComparer.Ordinal);
    public ImmutableList<Format> Formats { get; init; } = [];
    public ImmutableList<Room> Rooms { get; init; } = [];
    public ImmutableList<Call> Calls { get; init; } = [];
    public ImmutableList<Release> Releases { get; init; } = [];
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The call of an id; null where there is none.</summary>
    public Call? Call(Guid id) => Calls.Find(call => call.Id == id);

    /// <summary>The open room that has a name, or one that looks like it; null where there is none.</summary>
    public Room? RoomCalled(string name, Guid? except = null) => Rooms.Find(room =>
        room.Id != except && room.ClosedBecause is null && room.Traits.Name.Folded == name.Folded);

    Scope IScoped.Scope => new(Id);

    /// <summary>The category of its streams: event names and evolve.</summary>
    public static Category<Edition, CongressEvent> Category { get; } =
        new Category<Edition, CongressEvent>("congress", new Edition(), Evolve)
            .Event<CongressConvened>("congress.convened")
            .Event<CongressChanged>("congress.changed")
            .Event<PolicyDomainDefined>("congress.policy-domain-defined")
            .Event<FormatDefined>("congress.format-defined")
            .Event<RoomOpened>("congress.room-opened")
            .Event<RoomChanged>("congress.room-changed")
            .Event<RoomClosed>("congress.room-closed")
            .Event<RoomReasonCorrected>("congress.room-reason-corrected")
            .Event<RoomReopened>("congress.room-reopened")
            .Event<CallOpened>("congress.call-opened")
            .Event<CallClosed>("congress.call-closed")
            .Event<CallReopened>("congress.call-reopened")
            .Event<ProgrammePublished>("congress.programme-published")
            .Event<CongressClosed>("congress.closed")
            .Event<CongressReopened>("congress.reopened");

    private static Edition Evolve(Edition edition, CongressEvent happened) => happened switch
    {
        CongressConvened e => new Edition
        {
            Id = e.Congress,
            Slug = e.Slug,
            Name = e.Name,
            Host = e.Host,
            TimeZone = e.TimeZone,
            StartsOn = e.StartsOn,
            EndsOn = e.EndsOn,
            Languages = e.Languages,
        },
        CongressChanged e => edition with
        {
            Name = e.Name,
            Host = e.Host,
            TimeZone = e.TimeZone,
            StartsOn = e.StartsOn,
            EndsOn = e.EndsOn,
            Languages = e.Languages,
        },
        PolicyDomainDefined e => edition with { PolicyDomains = edition.PolicyDomains.SetItem(e.Code, e.Name) },
        FormatDefined e => edition with
        {
            Formats = edition.Formats.RemoveAll(format => format.Track == e.Track && format.Code == e.Code)
                .Add(new Format(e.Track, e.Code, e.Name, e.OpenTo, e.ByCall, e.MinMinutes, e.MaxMinutes)),
        },
        RoomOpened e => edition with { Rooms = edition.Rooms.Add(new Room(e.Room, e.Traits, e.Parts ?? [])) },
        RoomChanged e => edition.WithRoom(e.Room, room => room with { Traits = e.Traits }),
        RoomClosed e => edition.WithRoom(e.Room, room => room with { ClosedBecause = e.Reason }),
        RoomReasonCorrected e => edition.WithRoom(e.Room, room => room with { ClosedBecause = e.Reason }),
        RoomReopened e => edition.WithRoom(e.Room, room => room with { ClosedBecause = null }),
        CallOpened e => edition with
        {
            Calls = edition.Calls.Add(new Call(e.Call, e.For, e.Track, e.Format, e.OpensAt, e.ClosesAt)),
        },
        CallClosed e => edition.WithCall(e.Call, call => call with { ClosesAt = e.At }),
        CallReopened e => edition.WithCall(e.Call, call => call with { ClosesAt = e.ClosesAt }),
        ProgrammePublished e => edition with
        {
            Releases = edition.Releases.Add(new Release(e.Number, e.Name, e.At, e.Note, e.NamesPeople == true)),
        },
        CongressClosed e => edition with { ClosedAt = e.At },
        CongressReopened => edition with { ClosedAt = null },
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a Congress."),
    };

    private Edition WithRoom(Guid id, Func<Room, Room> change) =>
        this with { Rooms = Rooms.ConvertAll(room => room.Id == id ? change(room) : room) };

    private Edition WithCall(Guid id, Func<Call, Call> change) =>
        this with { Calls = Calls.ConvertAll(call => call.Id == id ? change(call) : call) };
}
