namespace Summit.Store;

/// <summary>A stream had moved on when a decision about it was to be written.</summary>
public sealed class StreamConflictException(Guid stream, long expected, long actual)
    : Exception($"Stream {stream} is at version {actual}, not {expected}.")
{
    public Guid Stream { get; } = stream;
    public long Expected { get; } = expected;
    public long Actual { get; } = actual;
}

/// <summary>The database refused a row: the name of the constraint says which rule it broke.</summary>
public sealed class ConstraintException(string constraint, Exception? inner = null)
    : Exception($"Refused by {constraint}.", inner)
{
    public string Constraint { get; } = constraint;
}

/// <summary>A subscription found its checkpoint moved by another: what it did is void.</summary>
public sealed class CheckpointMovedException(Exception? inner = null)
    : Exception("The checkpoint was moved by another.", inner);
