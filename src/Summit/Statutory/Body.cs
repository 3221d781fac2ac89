using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Summit.Store;

namespace Summit.Statutory;

/// <summary>What happens to a statutory body.</summary>
public abstract record BodyEvent;

/// <summary>A body was entered as one that meets in the Statutory track.</summary>
/// <param name="Body">Its id.</param>
/// <param name="Code">Its short name; never changes.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Organisation">Its entry in the register.</param>
/// <param name="At">When.</param>
public sealed record BodyEstablished(
    Guid Body, string Code, LocalisedText Name, Guid Organisation, DateTimeOffset At) : BodyEvent;

/// <summary>The body's rules were laid down, for the first time or again.</summary>
public sealed record RulesSet(Quorum Quorum, DateTimeOffset At) : BodyEvent;

/// <summary>Somebody took a seat for a member organisation.</summary>
public sealed record MemberSeated(Guid Organisation, Guid Person, Capacity Capacity, DateTimeOffset At) : BodyEvent;

/// <summary>Somebody's mandate ended: they no longer hold a seat.</summary>
/// <param name="Person">Who held it.</param>
/// <param name="Reason">Why, in somebody's own words; absent where the entry was joined into another.</param>
/// <param name="At">When.</param>
/// <param name="JoinedInto">
/// The entry that the one in this seat, or its member, was joined into: the seat goes on with it. Absent where a
/// mandate ended otherwise.
/// </param>
public sealed record MandateEnded(Guid Person, string? Reason, DateTimeOffset At, Guid? JoinedInto = null) : BodyEvent;

/// <summary>In what capacity somebody sits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Capacity>))]
public enum Capacity
{
    /// <summary>The member itself.</summary>
    [JsonStringEnumMemberName("full")] Full,

    /// <summary>Counts only while the organisation's full member is absent.</summary>
    [JsonStringEnumMemberName("substitute")] Substitute,
}

/// <summary>What a quorum is counted of.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QuorumOf>))]
public enum QuorumOf
{
    /// <summary>A part of the full members seated.</summary>
    [JsonStringEnumMemberName("seated")] Seated,

    /// <summary>A number of members.</summary>
    [JsonStringEnumMemberName("fixed")] Fixed,
}

/// <summary>How many must be present for a body to meet: a part of those seated, or a fixed number.</summary>
/// <param name="Of">Which of the two.</param>
/// <param name="Numerator">The part's numerator.</param>
/// <param name="Denominator">The part's denominator.</param>
/// <param name="Count">The fixed number.</param>
public sealed record Quorum(
    QuorumOf Of,
    [Range(1, 10_000)] int? Numerator = null,
    [Range(1, 10_000)] int? Denominator = null,
    [Range(1, 10_000)] int? Count = null)
{
    /// <summary>Whether it says what its kind needs, and nothing else.</summary>
    internal bool IsWellFormed => Of switch
    {
        QuorumOf.Seated => Count is null && Numerator is { } part && Denominator is { } whole && part <= whole,
        _ => Count is not null && Numerator is null && Denominator is null,
    };

    /// <summary>How many full seats must be present where so many are filled; a body of none never meets.</summary>
    public int Needed(int seated) => Of == QuorumOf.Fixed
        ? Count!.Value
        : Math.Max(1, (int)(((long)seated * Numerator!.Value + Denominator!.Value - 1) / Denominator.Value));
}

/// <summary>A seat that is held.</summary>
/// <param name="Organisation">The member organisation.</param>
/// <param name="Person">Who sits for it.</param>
/// <param name="Capacity">As its full member or as the substitute.</param>
/// <param name="Since">From when.</param>
public sealed record Seat(Guid Organisation, Guid Person, Capacity Capacity, DateTimeOffset Since);

/// <summary>The state of a statutory body.</summary>
public sealed record Body : IScoped
{
    public Guid Id { get; init; }
    public string Code { get; init; } = "";
    public LocalisedText Name { get; init; } = null!;
    public Guid Organisation { get; init; }
    public Quorum Quorum { get; init; } = new(QuorumOf.Fixed, Count: 1);
    public ImmutableList<Seat> Seats { get; init; } = [];
    public ImmutableHashSet<Guid> Former { get; init; } = [];

    /// <summary>How many full seats are held.</summary>
    public int Seated => Seats.Count(seat => seat.Capacity == Capacity.Full);

    // It goes on from one Congress to the next.
    Scope IScoped.Scope => new(Track: Track.Statutory);

    /// <summary>How a body is kept.</summary>
    public static Category<Body, BodyEvent> Category { get; } =
        new Category<Body, BodyEvent>("body", new Body(), Evolve)
            .Event<BodyEstablished>("statutory.body-established")
            .Event<RulesSet>("statutory.rules-set")
            .Event<MemberSeated>("statutory.member-seated")
            .Event<MandateEnded>("statutory.mandate-ended");

    private static Body Evolve(Body body, BodyEvent happened) => happened switch
    {
        BodyEstablished e => new Body { Id = e.Body, Code = e.Code, Name = e.Name, Organisation = e.Organisation },
        RulesSet e => body with { Quorum = e.Quorum },
        MemberSeated e => body with
        {
            Seats = body.Seats.Add(new Seat(e.Organisation, e.Person, e.Capacity, e.At)),
            Former = body.Former.Remove(e.Person),
        },
        MandateEnded e => body with
        {
            Seats = body.Seats.RemoveAll(seat => seat.Person == e.Person),
            Former = body.Former.Add(e.Person),
        },
        _ => throw new InvalidOperationException($"{happened.GetType()} is no event of a statutory body."),
    };
}
