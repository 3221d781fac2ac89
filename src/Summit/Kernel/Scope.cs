namespace Summit.Kernel;

/// <summary>Where something belongs, and how far a key reaches: one Congress or all, one track or all.</summary>
/// <param name="Congress">The Congress; null for all of them.</param>
/// <param name="Track">The track; null for all four.</param>
public readonly record struct Scope(Guid? Congress = null, Track? Track = null)
{
    /// <summary>All Congresses and all tracks.</summary>
    public static Scope All => default;

    /// <summary>Whether all of the other lies within it: what a key needs to act on something.</summary>
    public bool Covers(Scope other) =>
        (Congress is null || Congress == other.Congress) && (Track is null || Track == other.Track);

    /// <summary>Whether something lies within it as a whole.</summary>
    public bool Covers(IScoped thing) => Covers(thing.Scope);

    /// <summary>Whether some of the other lies within it: what a key needs to read of something.</summary>
    public bool Overlaps(Scope other) =>
        (Congress is null || other.Congress is null || Congress == other.Congress)
        && (Track is null || other.Track is null || Track == other.Track);

    /// <summary>Whether some of something lies within it.</summary>
    public bool Overlaps(IScoped thing) => Overlaps(thing.Scope);
}

/// <summary>Something that belongs somewhere: whose key does not cover that cannot act on it.</summary>
public interface IScoped
{
    /// <summary>Where it belongs.</summary>
    Scope Scope { get; }
}
