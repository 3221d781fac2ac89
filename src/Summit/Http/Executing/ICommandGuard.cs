using Summit.Store;

namespace Summit.Http;

/// <summary>
/// Holds the commands on what belongs to a Congress, whichever slice decides them: all but those whose endpoint says
/// that they go on (<see cref="EndpointConventions.GoesOnAfterClosing{TBuilder}"/>).
/// </summary>
public interface ICommandGuard
{
    /// <summary>The refusal of whatever changes something of a Congress; null where it takes changes.</summary>
    Task<Refusal?> Refuses(Guid congress, CancellationToken cancel);

    /// <summary>Has the database refuse a commit if the Congress takes no changes when it is written.</summary>
    IStorageOperation Holds(Guid congress);
}
