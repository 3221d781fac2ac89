using Summit.Http;

namespace Summit.Tests.Http;

public sealed class RepresentationCacheTests : IDisposable
{
    private readonly RepresentationCache cache = new();
    private int made;

    public void Dispose() => cache.Dispose();

    [Fact]
    public async Task what_many_ask_for_at_once_is_made_once()
    {
        var gate = new TaskCompletionSource();
        var asked = Enumerable.Range(0, 400).Select(_ => Ask("all", gate.Task)).ToArray();
        gate.SetResult();
        var answers = await Task.WhenAll(asked);
        Assert.Equal(1, made);
        Assert.All(answers, answer => Assert.Same(answers[0], answer));
        Assert.Same(answers[0], await Ask("all", Task.CompletedTask));
    }

    [Fact]
    public async Task what_differs_in_anything_that_decides_is_made_by_itself()
    {
        var one = await Ask(new Key("durban", 7), Task.CompletedTask);
        Assert.Same(one, await Ask(new Key("durban", 7), Task.CompletedTask));
        Assert.NotSame(one, await Ask(new Key("durban", 8), Task.CompletedTask));
        Assert.NotSame(one, await Ask(null, Task.CompletedTask));
        Assert.NotSame(one, await Ask(null, Task.CompletedTask));
        Assert.Equal(4, made);
    }

    [Fact]
    public async Task only_as_many_are_made_at_once_as_there_are_processors()
    {
        var (running, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => cache.Get(new Key("each", n), async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return Some();
        }, CancellationToken.None)));
        Assert.InRange(most, 1, Environment.ProcessorCount);
    }

    [Fact]
    public async Task who_goes_away_neither_stops_nor_fails_the_others()
    {
        var gate = new TaskCompletionSource();
        using var gone = new CancellationTokenSource();
        var first = cache.Get("shared", () => Make(gate.Task), gone.Token);
        var second = Ask("shared", gate.Task);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.NotNull(await second);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task what_failed_is_tried_again()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ask(
            "failing", Task.FromException(new InvalidOperationException())));
        Assert.NotNull(await Ask("failing", Task.CompletedTask));
    }

    [Fact]
    public async Task what_is_larger_than_the_bound_is_given_and_not_kept()
    {
        await cache.Get("vast", () => Make(Task.CompletedTask, 40 * 1024 * 1024), CancellationToken.None);
        await cache.Get("vast", () => Make(Task.CompletedTask, 40 * 1024 * 1024), CancellationToken.None);
        Assert.Equal(2, made);
    }

    private Task<Representation> Ask(object? key, Task until) =>
        cache.Get(key, () => Make(until), CancellationToken.None);

    private async Task<Representation> Make(Task until, int bytes = 10)
    {
        Interlocked.Increment(ref made);
        await until;
        return Some(bytes);
    }

    private static Representation Some(int bytes = 10) => new("text/plain", new byte[bytes], []);

    private sealed record Key(string Congress, long Position);
}
