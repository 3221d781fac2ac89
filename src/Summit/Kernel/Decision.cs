using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Summit.Kernel;

/// <summary>
/// What a command leads to: events, none where nothing changes (a retry), or a refusal. Written as a collection of
/// events or as the rule that is broken.
/// </summary>
[CollectionBuilder(typeof(Decision), nameof(Decision.Of))]
public sealed class Decision<TEvent>(IReadOnlyList<TEvent> events, Refusal? refused) : IEnumerable<TEvent>
{
    /// <summary>The events, in order; none where it is refused.</summary>
    public IReadOnlyList<TEvent> Events { get; } = events;

    /// <summary>Why not; null where it is accepted.</summary>
    public Refusal? Refused { get; } = refused;

    public IEnumerator<TEvent> GetEnumerator() => Events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static implicit operator Decision<TEvent>(Refusal refused) => new([], refused);

    public static implicit operator Decision<TEvent>(Rule broken) => new([], broken.Refuses());
}

/// <summary>Builds decisions from collection expressions.</summary>
public static class Decision
{
    public static Decision<TEvent> Of<TEvent>(ReadOnlySpan<TEvent> events) => new(events.ToArray(), null);
}

/// <summary>
/// A rule of the house by its name, in its own voice, in the three languages of the service. The name is what clients
/// match on and never changes.
/// </summary>
/// <param name="Code">Such as <c>papers/deadline-passed</c>.</param>
/// <param name="En">What it says, in English.</param>
/// <param name="Fr">In French.</param>
/// <param name="Es">In Spanish.</param>
/// <param name="Tells">What each of its refusals tells beside it.</param>
public sealed record Rule(
    string Code, string En, string Fr, string Es, [property: JsonIgnore] Tells Tells = Tells.Nothing)
    : Sentence(En, Fr, Es)
{
    /// <summary>This rule's refusal.</summary>
    /// <param name="track">The track whose rule it is, where tracks differ.</param>
    /// <param name="field">JSON pointer to the part of the request it is about.</param>
    /// <param name="conflicts">What stands in the way.</param>
    /// <param name="facts">What would be taken, and how things are.</param>
    public Refusal Refuses(
        Track? track = null, string? field = null, IReadOnlyList<Conflict>? conflicts = null,
        RefusalFacts? facts = null) =>
        new(this, track, field, conflicts ?? [], facts);
}

/// <summary>A rule said no: a value, never an exception.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Track">The track whose rule it is.</param>
/// <param name="Field">JSON pointer to the part of the request it is about.</param>
/// <param name="ConflictsWith">What stands in the way.</param>
/// <param name="Facts">What would be taken, and how things are; null where the rule says it all.</param>
public sealed record Refusal(
    Rule Rule, Track? Track, string? Field, IReadOnlyList<Conflict> ConflictsWith, RefusalFacts? Facts = null)
{
    /// <summary>What it tells beside its rule.</summary>
    internal Tells Told =>
        (Facts?.Told ?? Tells.Nothing) | (ConflictsWith.Count > 0 ? Tells.Conflicts : Tells.Nothing);
}

/// <summary>Something that stands in the way.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is, such as <c>session</c>.</param>
/// <param name="Title">What it is called, where it has a title.</param>
/// <param name="Slot">When and where it takes place, where it does.</param>
/// <param name="Name">Its name, where it has one that is not translated.</param>
/// <param name="Occupies">The ids of what it takes up that the command asks for, where it takes up something.</param>
public sealed record Conflict(
    Guid Id, string Kind, LocalisedText? Title = null, ConflictSlot? Slot = null,
    string? Name = null, IReadOnlyList<Guid>? Occupies = null);

/// <summary>When and where something in the way takes place.</summary>
public sealed record ConflictSlot(Guid? Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone);
