namespace Summit.Store;

/// <summary>The state of a subscription, on whichever node it runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">Its checkpoint. Between this and the next wanted event lies nothing it wants.</param>
/// <param name="Next">The position of the next event it wants; null where there is none.</param>
/// <param name="NextRecordedAt">When that was recorded.</param>
/// <param name="Failing">What keeps it from going on; null where nothing does.</param>
/// <param name="IsStranded">Whether its checkpoint is not of the store's history.</param>
/// <param name="Holder">The node it runs on; null where none holds it.</param>
public sealed record SubscriptionState(
    string Name,
    long Position,
    long? Next,
    DateTimeOffset? NextRecordedAt,
    Failure? Failing,
    bool IsStranded,
    string? Holder);

/// <summary>The failure that a subscription stops at.</summary>
/// <param name="Since">Since when it has been failing.</param>
/// <param name="Why">The error of the last attempt.</param>
/// <param name="Position">The position of the event that fails; null where it is no event.</param>
/// <param name="Event">Its id.</param>
public sealed record Failure(DateTimeOffset Since, string Why, long? Position, Guid? Event);
