namespace Summit.Store;

/// <summary>A stream is not at the version that its decision expects.</summary>
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

/// <summary>Another owner moved the subscription's checkpoint: the transaction is rolled back.</summary>
public sealed class CheckpointMovedException(Exception? inner = null)
    : Exception("The checkpoint was moved by another.", inner);
