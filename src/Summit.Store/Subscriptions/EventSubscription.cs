using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace Summit.Store;

/// <summary>Events read in order, and how far the reading reached.</summary>
/// <param name="Events">The events.</param>
/// <param name="Reached">Every wanted event up to this position has been read: go on from here.</param>
public readonly record struct EventPage(IReadOnlyList<IEvent> Events, long Reached);

/// <summary>
/// A subscription that is driven by Marten's daemon and deals with each event once: it moves a checkpoint of its own in
/// the transaction of what it writes. Marten's progress only says how far events were handed out: Marten commits it
/// later, and it does not keep two owners of one subscription apart.
/// </summary>
public abstract class EventSubscription : SubscriptionBase
{
    /// <summary>How many events a page holds at most.</summary>
    public const int PageSize = 5_000;

    private readonly Lock gate = new();
    private EventStreams? streams;
    private HashSet<Guid> skipped = [];
    private long reached;
    private long written;
    private long confirmed;
    private long wanted = long.MaxValue;

    /// <param name="name">The name its checkpoint is kept under.</param>
    /// <param name="types">The types of the events it wants.</param>
    protected EventSubscription(string name, IEnumerable<Type> types)
    {
        Name = name;
        foreach (var type in types)
            IncludeType(type);
        // An event that was archived by hand still counts.
        IncludeArchivedEvents = true;
        Options.BatchSize = PageSize;
        Options.MaximumHopperSize = 4 * PageSize;
    }

    /// <summary>The shard of Marten's daemon that runs it.</summary>
    public ShardName Shard => ShardNames()[0];

    /// <summary>Every wanted event up to this position has been dealt with, as far as this process knows.</summary>
    public long Reached => Volatile.Read(ref reached);

    /// <summary>
    /// The checkpoint before the present page, whose transaction may not be committed yet.
    /// </summary>
    internal long Confirmed => Volatile.Read(ref confirmed);

    private long Written => Volatile.Read(ref written);

    /// <summary>
    /// Whether it wants all events and reads them itself: the daemon hands it positions only, and lets events gather.
    /// </summary>
    public virtual bool WantsAll => false;

    /// <summary>
    /// The names under which events are stored that it does not want, past names included. It wants every other name:
    /// an unknown one may be meant for any subscription.
    /// </summary>
    public string[] Unwanted(EventTypes types) => WantsAll || IncludedEventTypes.Count == 0
        ? []
        : types.StoredBut(IncludedEventTypes);

    /// <summary>
    /// Deals with a page of events and moves the checkpoint from <paramref name="seen"/> to the page's end, in one
    /// transaction: after a crash before its commit it is handed the same page again, and nothing of the first time is
    /// left.
    /// </summary>
    /// <exception cref="CheckpointMovedException">Another owner was quicker; or SQLSTATE SM001 says so.</exception>
    public abstract Task Take(EventPage page, long seen, CancellationToken cancel);

    /// <inheritdoc/>
    public sealed override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        CancellationToken cancellationToken)
    {
        Volatile.Write(ref confirmed, Written);
        // What follows in this transaction is done again after a crash: no need for the disk.
        operations.QueueSqlCommand("set local synchronous_commit = off");
        // Marten hands out what is wanted by name: what has a name that is not known here would be passed over.
        var unknown = WantsAll || streams is null ? null
            : await streams.FirstUnknown(Name, Written, page.SequenceCeiling, cancellationToken);
        var ceiling = unknown is null ? page.SequenceCeiling
            : page.Events.LastOrDefault(e => e.Sequence < unknown.Position)?.Sequence ?? 0;
        var fresh = page.Events.Where(
            e => e.Sequence > Written && e.Sequence <= ceiling && !skipped.Contains(e.Id)).ToArray();
        if (fresh.Length > 0 || WantsAll && ceiling > Written)
        {
            await Take(new EventPage(fresh, ceiling), Written, cancellationToken);
            Volatile.Write(ref written, ceiling);
        }
        if (unknown is not null)
            throw unknown;
        if (page.SequenceCeiling > Written)
        {
            // Nothing to deal with: it moves along with Marten's progress, and is as strict.
            operations.QueueSqlCommand("call events.move_checkpoint(?, ?, ?)", Name, Written, page.SequenceCeiling);
            Volatile.Write(ref written, page.SequenceCeiling);
        }
        lock (gate)
            reached = Math.Max(reached, page.SequenceCeiling);
        return NullChangeListener.Instance;
    }

    /// <summary>
    /// Goes on from a checkpoint, whatever it wants after it but for what an operator left out. Only from here on
    /// events of unknown names stop it: by Marten's daemon alone they are passed over.
    /// </summary>
    internal void GoOnFrom(long checkpoint, IEnumerable<Guid> leftOut, EventStreams store)
    {
        (skipped, streams) = ([.. leftOut], store);
        Reset(checkpoint);
    }

    /// <summary>Sets the checkpoint, with nothing handed out after it.</summary>
    internal void Reset(long checkpoint)
    {
        Volatile.Write(ref confirmed, checkpoint);
        Volatile.Write(ref written, checkpoint);
        lock (gate)
            (reached, wanted) = (checkpoint, long.MaxValue);
    }

    /// <summary>Notes that the daemon has handed out all events up to a position.</summary>
    internal void HandedTo(long position)
    {
        lock (gate)
            wanted = position;
    }

    /// <summary>
    /// Notes that no wanted event lies between the last page and a position: after that page, the subscription has
    /// reached the position.
    /// </summary>
    internal void PassTo(long position)
    {
        lock (gate)
            reached = reached >= wanted ? position : reached;
    }
}
