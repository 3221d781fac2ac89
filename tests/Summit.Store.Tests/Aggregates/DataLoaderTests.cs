namespace Summit.Store.Tests;

/// <summary>One query for all callers that wait at the same time.</summary>
public sealed class DataLoaderTests
{
    private readonly List<int[]> asked = [];
    private readonly List<TaskCompletionSource> answers = [];
    private readonly DataLoader<int, string> query;

    public DataLoaderTests() => query = new DataLoader<int, string>(Ask);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task callers_that_ask_during_a_query_share_the_next_query_and_each_gets_its_own_keys()
    {
        var first = query.Find([1], Cancel);
        await UntilAsked(1);
        Task<IReadOnlyDictionary<int, string>>[] later = [query.Find([1, 2], Cancel), query.Find([3, -4], Cancel)];
        Answer(0);
        Assert.Equal("1 in round 0", Assert.Single(await first).Value);
        await UntilAsked(2);
        Answer(1);

        Assert.Equal([1], asked[0]);
        Assert.Equal([-4, 1, 2, 3], asked[1].Order());
        Assert.Equal(["1 in round 1", "2 in round 1"], (await later[0]).Values);
        Assert.Equal([3], (await later[1]).Keys);
    }

    [Fact]
    public async Task a_failed_query_fails_its_own_callers_and_no_later_ones()
    {
        var first = query.Find([1], Cancel);
        await UntilAsked(1);
        var second = query.Find([2], Cancel);
        answers[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await UntilAsked(2);
        Answer(1);
        Assert.Equal([2], (await second).Keys);
    }

    [Fact]
    public async Task a_cancelled_caller_does_not_cancel_the_shared_query_for_the_others()
    {
        using var mine = new CancellationTokenSource();
        _ = query.Find([9], Cancel);
        await UntilAsked(1);
        var impatient = query.Find([1], mine.Token);
        var patient = query.Find([1], Cancel);
        await mine.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        Answer(0);
        await UntilAsked(2);
        Answer(1);
        Assert.Equal([1], (await patient).Keys);
    }

    [Fact]
    public async Task a_request_for_no_keys_returns_nothing_without_a_query()
    {
        Assert.Empty(await query.Find([], Cancel));
        Assert.Empty(asked);
    }

    private void Answer(int round) => answers[round].SetResult();

    private async Task UntilAsked(int rounds)
    {
        while (true)
        {
            lock (asked)
            {
                if (asked.Count >= rounds)
                    return;
            }
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<IReadOnlyDictionary<int, string>> Ask(IReadOnlyCollection<int> keys)
    {
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int round;
        lock (asked)
        {
            round = asked.Count;
            answers.Add(answer);
            asked.Add([.. keys]);
        }
        await answer.Task;
        return keys.Where(key => key > 0).ToDictionary(key => key, key => $"{key} in round {round}");
    }
}
