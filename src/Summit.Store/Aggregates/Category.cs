namespace Summit.Store;

/// <summary>
/// A category of streams: its noun, and how its events fold into a state. The wire name of each event is given here and
/// is independent of the type's own name, so that a type can be renamed and the past still be read.
/// </summary>
public abstract class Category(string name)
{
    private readonly List<(string Wire, Type Type)> events = [];
    private readonly List<PastEvent> pastEvents = [];

    /// <summary>The noun, such as <c>session</c>: the <c>type</c> of a stream's row.</summary>
    public string Name { get; } = name;

    /// <summary>The events of such a stream with their wire names.</summary>
    public IReadOnlyList<(string Wire, Type Type)> Events => events;

    /// <summary>The names and shapes under which its events were stored once. They stay readable for ever.</summary>
    public IReadOnlyList<PastEvent> PastEvents => pastEvents;

    /// <summary>The state after an event.</summary>
    public abstract object Fold(object? state, object happened);

    protected void Register(string wire, Type type) => events.Add((wire, type));

    protected void Register(PastEvent past) => pastEvents.Add(past);
}

/// <summary>How an event that was stored under a name of the past is read.</summary>
/// <param name="Wire">That name; nothing is written under it any more.</param>
/// <param name="Shape">Its shape then.</param>
/// <param name="Type">The event that replaced it.</param>
/// <param name="Upcast">The event from its old shape: pure.</param>
public sealed record PastEvent(string Wire, Type Shape, Type Type, Func<object, object> Upcast);

/// <summary>A category of streams whose state is a <typeparamref name="TState"/>.</summary>
/// <param name="name">The noun.</param>
/// <param name="initial">The state before the first event.</param>
/// <param name="evolve">The state after an event: pure, and without conditions of its own.</param>
public sealed class Category<TState, TEvent>(string name, TState initial, Func<TState, TEvent, TState> evolve)
    : Category(name)
    where TState : class
    where TEvent : class
{
    /// <summary>The state before the first event.</summary>
    public TState Initial => initial;

    /// <summary>Names an event of this category on the wire.</summary>
    public Category<TState, TEvent> Event<T>(string wire) where T : TEvent
    {
        Register(wire, typeof(T));
        return this;
    }

    /// <summary>Registers a name and shape under which an event of this category was stored once.</summary>
    /// <param name="wire">The name then.</param>
    /// <param name="upcast">The event that replaced it: pure.</param>
    public Category<TState, TEvent> Upcast<TOld, T>(string wire, Func<TOld, T> upcast)
        where TOld : notnull
        where T : TEvent
    {
        Register(new PastEvent(wire, typeof(TOld), typeof(T), old => upcast((TOld)old)));
        return this;
    }

    /// <summary>The state after an event.</summary>
    public TState Evolve(TState state, TEvent happened) => evolve(state, happened);

    /// <summary>The state after all of a stream's events.</summary>
    /// <exception cref="UnreadableEventException">One of them cannot be read.</exception>
    public TState Fold(StreamSlice slice) => slice.Broken is { } broken ? throw broken
        : slice.Events.Aggregate(initial, (state, recorded) => evolve(state, (TEvent)recorded.Data));

    /// <inheritdoc/>
    public override object Fold(object? state, object happened) => evolve((TState?)state ?? initial, (TEvent)happened);

    /// <summary>Events to append to a stream of this category, decided on its state at a version.</summary>
    public StreamAppend Append(Guid stream, long expectedVersion, TState before, IReadOnlyList<TEvent> happened)
    {
        var states = new object[happened.Count];
        var state = before;
        for (var i = 0; i < happened.Count; i++)
            states[i] = state = evolve(state, happened[i]);
        // As in a rebuild, there is nothing before the first event: a row of the initial state was never written.
        return new StreamAppend(this, stream, expectedVersion, expectedVersion == 0 ? null : before, happened, states);
    }
}
