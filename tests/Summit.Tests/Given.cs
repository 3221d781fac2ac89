using Summit.Store;
using Summit.Kernel;

namespace Summit.Tests;

/// <summary>
/// Given what happened, when something is asked, then this happens, or a rule refuses. Given is always history.
/// </summary>
public static class Given
{
    /// <summary>A stream of a kind with this history.</summary>
    public static Given<TState, TEvent> Stream<TState, TEvent>(
        Category<TState, TEvent> kind, params IEnumerable<TEvent> history)
        where TState : class
        where TEvent : class =>
        new(kind, history.Aggregate(kind.Initial, kind.Evolve));
}

/// <summary>A state to decide on.</summary>
public sealed class Given<TState, TEvent>(Category<TState, TEvent> kind, TState state)
    where TState : class
    where TEvent : class
{
    /// <summary>The state that the history leads to.</summary>
    public TState State => state;

    /// <summary>Asks a decider.</summary>
    public When<TState, TEvent> When(Func<TState, Decision<TEvent>> decide) => new(kind, state, decide(state));
}

/// <summary>What was decided.</summary>
public sealed class When<TState, TEvent>(Category<TState, TEvent> kind, TState before, Decision<TEvent> decision)
    where TState : class
    where TEvent : class
{
    /// <summary>Exactly these events; none where nothing is new.</summary>
    public TState Then(params TEvent[] expected)
    {
        Assert.Null(decision.Refused);
        Assert.Equal(Shown(expected), Shown(decision.Events));
        return State;
    }

    /// <summary>Nothing new: it is so already.</summary>
    public void ThenNothing() => Then();

    /// <summary>A rule says no, by its code.</summary>
    public Refusal ThenRefused(Rule rule)
    {
        Assert.NotNull(decision.Refused);
        Assert.Equal(rule.Code, decision.Refused.Rule.Code);
        return decision.Refused;
    }

    /// <summary>The state after what was decided.</summary>
    public TState State => decision.Events.Aggregate(before, kind.Evolve);

    // Compared as they would stand in the store: lists by content, texts by language.
    private static string Shown(IEnumerable<TEvent> events) => string.Join('\n', events.Select(e =>
        $"{e.GetType().Name} {System.Text.Json.JsonSerializer.Serialize(e, e.GetType(), Json.Options)}"));
}
