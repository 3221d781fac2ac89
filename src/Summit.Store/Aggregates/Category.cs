namespace Summit.Store;

/// <summary>
/// A kind of stream: its noun, and how its events fold into a state. The wire name of each event is given here and
/// stands apart from the type's own name, so that a type can be renamed and the past still be read.
/// </summary>
public abstract class Category(string name)
{
    private readonly List<(string Wire, Type Type)> events = [];
    private readonly List<Upcast> upcasts = [];

    /// <summary>The noun, such as <c>session</c>: the <c>type</c> of the stream's row.</summary>
    public string Name { get; } = name;

    /// <summary>The events of such a stream with their wire names.</summary>
    public IReadOnlyList<(string Wire, Type Type)> Events => events;

    /// <summary>The names and shapes under which its events were stored once, and are read for ever.</summary>
    public IReadOnlyList<Upcast> Upcasts => upcasts;

    /// <summary>The type of the state that the events fold into.</summary>
    public abstract Type State { get; }

    /// <summary>The state after an event.</summary>
    public abstract object Fold(object? state, object happened);

    protected void Register(string wire, Type type) => events.Add((wire, type));

    protected void Register(Upcast upcast) => upcasts.Add(upcast);
}

/// <summary>How an event that was stored under a name of the past is read.</summary>
/// <param name="Wire">That name; nothing is written under it any more.</param>
/// <param name="Was">Its shape then.</param>
/// <param name="Type">The event that took its place.</param>
/// <param name="Now">The event from its old shape: pure.</param>
public sealed record Upcast(string Wire, Type Was, Type Type, Func<object, object> Now);

/// <summary>A kind of stream whose state is a <typeparamref name="TState"/>.</summary>
/// <param name="name">The noun.</param>
/// <param name="initial">The state before the first event.</param>
/// <param name="evolve">The state after an event: pure, and without conditions of its own.</param>
public sealed class Category<TState, TEvent>(string name, TState initial, Func<TState, TEvent, TState> evolve)
    : Category(name)
    where TState : class
    where TEvent : class
{
    /// <inheritdoc/>
    public override Type State => typeof(TState);

    /// <summary>The state before the first event.</summary>
    public TState Initial => initial;

    /// <summary>Names an event of this kind of stream on the wire.</summary>
    public Category<TState, TEvent> With<T>(string wire) where T : TEvent
    {
        Register(wire, typeof(T));
        return this;
    }

    /// <summary>Names what an event of this kind of stream was stored as once: it stays readable for ever.</summary>
    /// <param name="wire">The name then.</param>
    /// <param name="now">The event that took its place: pure.</param>
    public Category<TState, TEvent> Was<TOld, T>(string wire, Func<TOld, T> now)
        where TOld : notnull
        where T : TEvent
    {
        Register(new Upcast(wire, typeof(TOld), typeof(T), old => now((TOld)old)));
        return this;
    }

    /// <summary>The state after an event.</summary>
    public TState Evolve(TState state, TEvent happened) => evolve(state, happened);

    /// <summary>The state after all of a stream's events.</summary>
    public TState Fold(StreamSlice slice)
    {
        var state = initial;
        foreach (var recorded in slice.Events)
            state = evolve(state, (TEvent)recorded.Data);
        return state;
    }

    /// <inheritdoc/>
    public override object Fold(object? state, object happened) => evolve((TState?)state ?? initial, (TEvent)happened);

    /// <summary>Events to append to a stream of this kind, decided on its state at a version.</summary>
    public StreamAppend Append(Guid stream, long expectedVersion, TState before, IReadOnlyList<TEvent> happened)
    {
        var states = new object[happened.Count];
        var state = before;
        for (var i = 0; i < happened.Count; i++)
            states[i] = state = evolve(state, happened[i]);
        return new StreamAppend(this, stream, expectedVersion, expectedVersion == 0 ? null : before, happened, states);
    }
}
