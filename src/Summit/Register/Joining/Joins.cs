using Summit.Http;
using Summit.Store;

namespace Summit.Register;

/// <summary>
/// A part of the service in which people or organisations take part: where one entry is joined into another, the one
/// that stays takes over what the other does (RE7, RE8).
/// </summary>
public interface IJoinFollower<T> where T : IRegisterEntry
{
    /// <summary>What is to be taken over, and what cannot be.</summary>
    /// <param name="joined">The entry that is joined.</param>
    /// <param name="into">The one that stays.</param>
    /// <param name="by">Who joins them.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Ends the waiting.</param>
    Task<Takeover> Follow(T joined, T into, Actor by, DateTimeOffset now, CancellationToken cancel);
}

/// <summary>What the entry that stays takes over in one part of the service.</summary>
/// <param name="Appends">The events of it.</param>
/// <param name="Conflicts">What one person or organisation would have twice, and stays as it was.</param>
public sealed record Takeover(IReadOnlyList<StreamAppend> Appends, IReadOnlyList<Conflict> Conflicts)
{
    /// <summary>Further rows of it.</summary>
    public IReadOnlyList<IStorageOperation> Operations { get; init; } = [];

    /// <summary>
    /// The takeovers of some streams: each decides, and a refusal names its conflicts. What is of a closed Congress
    /// keeps the id that it has, and stands in nobody's way.
    /// </summary>
    public static async Task<Takeover> Of<TState, TEvent>(
        Category<TState, TEvent> category, IEnumerable<Versioned<TState>> streams, Func<TState, Guid> id,
        Func<TState, Decision<TEvent>> decide, ICommandGuard guard, CancellationToken cancel)
        where TState : class
        where TEvent : class
    {
        var (appends, conflicts) = (new List<StreamAppend>(), new List<Conflict>());
        foreach (var (state, version) in streams)
        {
            if ((state as IScoped)?.Scope.Congress is { } congress && await guard.Refuses(congress, cancel) is not null)
                continue;
            var decision = decide(state);
            conflicts.AddRange(decision.Refused?.ConflictsWith ?? []);
            if (decision.Events.Count > 0)
                appends.Add(category.Append(id(state), version, state, decision.Events));
        }
        return new Takeover(appends, conflicts);
    }
}
