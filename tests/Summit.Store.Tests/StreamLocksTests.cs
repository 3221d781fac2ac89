namespace Summit.Store.Tests;

public sealed class StreamLocksTests
{
    private readonly StreamLocks turns = new();
    private readonly Guid stream = Guid.NewGuid();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_is_at_a_stream_at_a_time_in_the_order_of_coming()
    {
        var first = await turns.Take(stream, Cancel);
        var (second, third) = (turns.Take(stream, Cancel), turns.Take(stream, Cancel));
        using (await turns.Take(Guid.NewGuid(), Cancel))
            Assert.False(second.IsCompleted);
        first.Dispose();
        // Over once, however often it is said.
        first.Dispose();
        var turn = await second;
        Assert.False(third.IsCompleted);
        turn.Dispose();
        (await third).Dispose();
        (await turns.Take(stream, Cancel)).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_is_passed_over()
    {
        using var patience = new CancellationTokenSource();
        var first = await turns.Take(stream, Cancel);
        var (second, third) = (turns.Take(stream, patience.Token), turns.Take(stream, Cancel));
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Nobody_is_forgotten_whenever_others_give_up()
    {
        var at = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(one => Task.Run(async () =>
        {
            var random = new Random(one);
            for (var n = 0; n < 2_000; n++)
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
                if (random.Next(2) == 0)
                    patience.CancelAfter(TimeSpan.FromMicroseconds(random.Next(50)));
                try
                {
                    using var turn = await turns.Take(stream, patience.Token);
                    Assert.Equal(1, Interlocked.Increment(ref at));
                    await Task.Yield();
                    Interlocked.Decrement(ref at);
                }
                catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
                {
                    // It gave up.
                }
            }
        }, Cancel)));
        (await turns.Take(stream, Cancel)).Dispose();
    }
}
