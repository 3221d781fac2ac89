namespace Summit.Congress;

/// <summary>What a room offers.</summary>
/// <param name="Name">What it is called on the spot.</param>
/// <param name="Capacity">Seats.</param>
/// <param name="TurnRoundMinutes">Minutes it is needed after a session before the next.</param>
/// <param name="Interpretation">The languages that can be interpreted in it.</param>
/// <param name="StepFree">Whether it is reached without a step.</param>
/// <param name="Streaming">Whether it can be streamed from.</param>
public sealed record RoomTraits(
    string Name,
    int Capacity,
    int TurnRoundMinutes,
    IReadOnlyList<string> Interpretation,
    bool StepFree,
    bool Streaming)
{
    /// <summary>Whether it offers the same, the languages one by one.</summary>
    public bool IsSameAs(RoomTraits other) =>
        this with { Interpretation = other.Interpretation } == other
        && Interpretation.SequenceEqual(other.Interpretation);
}

/// <summary>A room as it is now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Traits">What it offers.</param>
/// <param name="Parts">The rooms that it was opened with as its parts.</param>
/// <param name="ClosedBecause">Why it is closed; null while it is open.</param>
public sealed record Room(Guid Id, RoomTraits Traits, IReadOnlyList<Guid> Parts, string? ClosedBecause = null)
{
    /// <summary>The room, as a refusal names it.</summary>
    internal Conflict AsConflict => new(Id, "room", Name: Traits.Name);
}
