namespace Summit.Store;

/// <summary>
/// Batches the keys of concurrent callers into one query: callers that ask while a query runs share the next one. A
/// result is never older than the call.
/// </summary>
/// <param name="ask">Asks for some keys; what is not there is left out.</param>
public sealed class DataLoader<TKey, TFound>(
    Func<IReadOnlyCollection<TKey>, Task<IReadOnlyDictionary<TKey, TFound>>> ask)
    where TKey : notnull
{
    private static readonly IReadOnlyDictionary<TKey, TFound> Nothing = new Dictionary<TKey, TFound>();

    private readonly Lock gate = new();
    private Round? next;
    private Task last = Task.CompletedTask;

    /// <summary>What is found under some keys, those that are there.</summary>
    public async Task<IReadOnlyDictionary<TKey, TFound>> Find(IReadOnlyCollection<TKey> keys, CancellationToken cancel)
    {
        if (keys.Count == 0)
            return Nothing;
        Round round;
        lock (gate)
        {
            if (next is null)
            {
                next = new Round();
                // Not cancelled with the caller that comes first: the query serves the others, too.
                using (ExecutionContext.SuppressFlow())
                    last = Ask(next, last);
            }
            round = next;
            round.Keys.UnionWith(keys);
        }
        var answer = await round.Answer.Task.WaitAsync(cancel);
        return keys.Distinct().Where(answer.ContainsKey).ToDictionary(key => key, key => answer[key]);
    }

    private async Task Ask(Round round, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (gate)
            next = null;
        try
        {
            round.Answer.SetResult(await ask(round.Keys));
        }
        catch (Exception failure)
        {
            round.Answer.SetException(failure);
        }
    }

    private sealed class Round
    {
        public HashSet<TKey> Keys { get; } = [];

        public TaskCompletionSource<IReadOnlyDictionary<TKey, TFound>> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
