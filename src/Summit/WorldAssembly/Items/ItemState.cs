using System.Text.Json.Serialization;

namespace Summit.WorldAssembly;

/// <summary>How far an item has come.</summary>
public abstract record ItemState
{
    private ItemState(ItemStatus status) => Status = status;

    /// <summary>Its name in JSON and filters.</summary>
    public ItemStatus Status { get; }

    /// <summary>It lies on the table.</summary>
    public sealed record OnTheTable() : ItemState(ItemStatus.Tabled);

    /// <summary>It was presented.</summary>
    public sealed record Presented(DateTimeOffset At) : ItemState(ItemStatus.Presented);

    /// <summary>It is being debated.</summary>
    public sealed record InDebate(ItemState Before, DateTimeOffset Since) : ItemState(ItemStatus.Debated);

    /// <summary>It was decided, for good: another decision takes another round.</summary>
    public sealed record Settled(ItemState Before, ItemDecided Decision) : ItemState(ItemStatus.Decided);
}

/// <summary>How far an item has come.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemStatus>))]
public enum ItemStatus
{
    [JsonStringEnumMemberName("tabled")] Tabled,
    [JsonStringEnumMemberName("presented")] Presented,
    [JsonStringEnumMemberName("debated")] Debated,
    [JsonStringEnumMemberName("decided")] Decided,
}
