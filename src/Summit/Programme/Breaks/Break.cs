using System.Text.Json.Serialization;
using Summit.Store;

namespace Summit.Programme;

/// <summary>What happens to a break or a blocker.</summary>
public abstract record BreakEvent;

/// <summary>A break was entered in the programme, or rooms were blocked.</summary>
public sealed record BreakScheduled(
    Guid Break, Guid Congress, BreakKind Kind, LocalisedText Title, IReadOnlyList<Guid> Rooms, Slot Slot) : BreakEvent;

/// <summary>It has another name, other rooms or another time.</summary>
public sealed record BreakChanged(LocalisedText Title, IReadOnlyList<Guid> Rooms, Slot Slot) : BreakEvent;

/// <summary>It does not take place; its rooms are free again.</summary>
public sealed record BreakCancelled(string Reason, DateTimeOffset At) : BreakEvent;

/// <summary>Why it was cancelled was put in other words.</summary>
public sealed record BreakReasonCorrected(string Reason, DateTimeOffset At) : BreakEvent;

/// <summary>It takes place after all, in its rooms and at its time as before.</summary>
public sealed record BreakReinstated(string Reason, Slot Slot, DateTimeOffset At) : BreakEvent;

/// <summary>What the time is needed for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BreakKind>))]
public enum BreakKind
{
    /// <summary>A pause that everybody may read of, such as lunch.</summary>
    [JsonStringEnumMemberName("break")] Break,

    /// <summary>Rooms that are not to be had, such as for a sound check; not public.</summary>
    [JsonStringEnumMemberName("blocker")] Blocker,
}

/// <summary>The state of a break or a blocker.</summary>
public sealed record Break : IScoped
{
    public Guid Id { get; init; }
    public Guid Congress { get; init; }
    public BreakKind Kind { get; init; }
    public LocalisedText Title { get; init; } = null!;

    /// <summary>The rooms that it names; none where it takes up none.</summary>
    public IReadOnlyList<Guid> Rooms { get; init; } = [];

    /// <summary>Its time, and all rooms that it takes up: those that it names, and what they consist of.</summary>
    public Slot Slot { get; init; } = null!;

    public string? CancelledBecause { get; init; }

    Scope IScoped.Scope => new(Congress);

    /// <summary>The category of its streams: event names and evolve.</summary>
    public static Category<Break, BreakEvent> Category { get; } =
        new Category<Break, BreakEvent>("break", new Break(), Evolve)
            .Event<BreakScheduled>("programme.break-scheduled")
            .Event<BreakChanged>("programme.break-changed")
            .Event<BreakCancelled>("programme.break-cancelled")
            .Event<BreakReasonCorrected>("programme.break-reason-corrected")
            .Event<BreakReinstated>("programme.break-reinstated");

    private static Break Evolve(Break known, BreakEvent happened) => happened switch
    {
        BreakScheduled e => new Break
        {
            Id = e.Break,
            Congress = e.Congress,
            Kind = e.Kind,
            Title = e.Title,
            Rooms = e.Rooms,
            Slot = e.Slot,
        },
        BreakChanged e => known with { Title = e.Title, Rooms = e.Rooms, Slot = e.Slot },
        BreakCancelled e => known with { CancelledBecause = e.Reason },
        BreakReasonCorrected e => known with { CancelledBecause = e.Reason },
        BreakReinstated e => known with { CancelledBecause = null, Slot = e.Slot },
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a break."),
    };
}
