using System.Reflection;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Tests;

/// <summary>
/// Given what happened, when something is asked, then this happens, or a rule refuses. Given is always history.
/// </summary>
public static class Given
{
    /// <summary>A stream of a category with this history.</summary>
    public static Given<TState, TEvent> Stream<TState, TEvent>(
        Category<TState, TEvent> category, params IEnumerable<TEvent> history)
        where TState : class
        where TEvent : class =>
        new(category, history.Aggregate(category.Initial, category.Evolve));
}

/// <summary>A state to decide on.</summary>
public sealed class Given<TState, TEvent>(Category<TState, TEvent> category, TState state)
    where TState : class
    where TEvent : class
{
    /// <summary>The state that the history leads to.</summary>
    public TState State => state;

    /// <summary>Has a command decided by its slice.</summary>
    /// <param name="command">The command.</param>
    /// <param name="with">
    /// What else the slice's <c>Decide</c> takes, in its order: ids, facts, the caller, the time.
    /// </param>
    public When<TState, TEvent> When(object command, params object[] with)
    {
        var slice = command.GetType();
        var decide = slice.GetMethod("Decide", BindingFlags.Static | BindingFlags.Public);
        Assert.True(decide is not null, $"{slice.Name} decides nothing.");
        var rest = new Queue<object>(with);
        object[] arguments =
        [
            .. decide.GetParameters().Select(parameter =>
                parameter.ParameterType == typeof(TState) ? state
                : parameter.ParameterType.IsInstanceOfType(command) ? command
                : rest.TryDequeue(out var next) ? next
                : throw new ArgumentException($"{slice.Name}.Decide needs '{parameter.Name}', too.")),
        ];
        Assert.Empty(rest);
        return When(_ => (Decision<TEvent>)decide.Invoke(
            null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!);
    }

    /// <summary>Has a reaction decide.</summary>
    public When<TState, TEvent> When(Func<TState, Decision<TEvent>> decide) => new(category, state, decide(state));
}

/// <summary>What was decided.</summary>
public sealed class When<TState, TEvent>(Category<TState, TEvent> category, TState before, Decision<TEvent> decision)
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

    /// <summary>A rule refuses.</summary>
    public Refusal ThenRefused(Rule rule) => ThenRefused(rule.Code);

    /// <summary>A rule refuses, by its code, and tells what it declares to tell.</summary>
    public Refusal ThenRefused(string code)
    {
        Assert.NotNull(decision.Refused);
        Assert.Equal(code, decision.Refused.Rule.Code);
        Assert.Equal(decision.Refused.Rule.Tells, decision.Refused.Rule.Tells & decision.Refused.Told);
        return decision.Refused;
    }

    /// <summary>The state after what was decided.</summary>
    public TState State => decision.Events.Aggregate(before, category.Evolve);

    // Compared as they would stand in the store: lists by content, texts by language.
    private static string Shown(IEnumerable<TEvent> events) => string.Join('\n', events.Select(e =>
        $"{e.GetType().Name} {System.Text.Json.JsonSerializer.Serialize(e, e.GetType(), Json.Options)}"));
}
