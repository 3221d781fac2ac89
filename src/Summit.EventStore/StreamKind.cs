namespace Summit.EventStore;

/// <summary>
/// A kind of stream: its noun, and how its events fold into a state. The wire name of each event is given here and
/// stands apart from the type's own name, so that a type can be renamed and the past still be read.
/// </summary>
public abstract class StreamKind(string name)
{
    private readonly List<(string Wire, Type Type)> events = [];

    /// <summary>The noun, such as <c>session</c>: the <c>type</c> of the stream's row.</summary>
    public string Name { get; } = name;

    /// <summary>The events of such a stream with their wire names.</summary>
    public IReadOnlyList<(string Wire, Type Type)> Events => events;

    /// <summary>The type of the state that the events fold into.</summary>
    public abstract Type State { get; }

    /// <summary>The state after an event.</summary>
    public abstract object Fold(object? state, object happened);

    protected void Register(string wire, Type type) => events.Add((wire, type));
}

/// <summary>A kind of stream whose state is a <typeparamref name="TState"/>.</summary>
/// <param name="name">The noun.</param>
/// <param name="initial">The state before the first event.</param>
/// <param name="evolve">The state after an event: pure, and without conditions of its own.</param>
public sealed class StreamKind<TState, TEvent>(string name, TState initial, Func<TState, TEvent, TState> evolve)
    : StreamKind(name)
    where TState : class
    where TEvent : class
{
    /// <inheritdoc/>
    public override Type State => typeof(TState);

    /// <summary>The state before the first event.</summary>
    public TState Initial => initial;

    /// <summary>Names an event of this kind of stream on the wire.</summary>
    public StreamKind<TState, TEvent> With<T>(string wire) where T : TEvent
    {
        Register(wire, typeof(T));
        return this;
    }

    /// <summary>The state after an event.</summary>
    public TState Evolve(TState state, TEvent happened) => evolve(state, happened);

    /// <summary>The state after all of a stream's events.</summary>
    public TState Fold(Slice slice)
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
