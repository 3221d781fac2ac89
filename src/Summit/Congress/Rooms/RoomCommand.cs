using System.ComponentModel.DataAnnotations;

namespace Summit.Congress;

/// <summary>A command that says what a room offers.</summary>
public abstract record RoomCommand
{
    /// <summary>What it is called on the spot.</summary>
    [MaxLine(Limits.Title)]
    public required string Name { get; init; }

    /// <summary>Seats.</summary>
    [Range(1, 100_000)]
    public required int Capacity { get; init; }

    /// <summary>Minutes it is needed after a session before the next.</summary>
    [Range(0, 240)]
    public required int TurnRoundMinutes { get; init; }

    /// <summary>The languages that can be interpreted in it.</summary>
    [Languages]
    public required IReadOnlyList<string> Interpretation { get; init; }

    /// <summary>Whether it is reached without a step.</summary>
    public required bool StepFree { get; init; }

    /// <summary>Whether it can be streamed from.</summary>
    public required bool Streaming { get; init; }

    /// <summary>What the room would offer.</summary>
    internal RoomTraits Traits => new(Name, Capacity, TurnRoundMinutes, Interpretation, StepFree, Streaming);
}
