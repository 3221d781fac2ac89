namespace Summit.WorldAssembly;

/// <summary>How far an item has come.</summary>
public abstract record ItemState
{
    private ItemState()
    {
    }

    /// <summary>It lies on the table.</summary>
    public sealed record OnTheTable : ItemState;

    /// <summary>It was presented.</summary>
    public sealed record Presented(DateTimeOffset At) : ItemState;

    /// <summary>It is being debated.</summary>
    public sealed record InDebate(ItemState Before, DateTimeOffset Since) : ItemState;

    /// <summary>It was decided, for good: another decision takes another round.</summary>
    public sealed record Settled(ItemState Before, ItemDecided Decision) : ItemState;
}
