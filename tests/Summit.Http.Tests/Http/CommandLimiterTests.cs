using System.Threading.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Summit.Http.Tests.Http;

public sealed class CommandLimiterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider clock = new();
    private readonly CommandLimiter limiter;

    public CommandLimiterTests()
    {
        limiter = new CommandLimiter(clock);
        clock.Advance(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task a_caller_with_many_commands_waits_while_others_send_and_does_not_delay_them()
    {
        foreach (var caller in (string[])["crowd", "organiser"])
            (await Enter(caller, null, Cancel)).Dispose();
        var crowd = Crowd(null);
        Assert.Equal(CommandLimiter.OfCallerMax, crowd.Count(one => one.IsCompleted));
        Assert.True(Enter("organiser", null, Cancel).IsCompleted);
        foreach (var one in crowd)
            (await one).Dispose();
    }

    [Fact]
    public void a_caller_that_is_alone_does_not_wait()
    {
        clock.Advance(TimeSpan.FromSeconds(2));
        _ = Enter("crowd", null, Cancel);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.All(Crowd(null), one => Assert.True(one.IsCompleted));
    }

    [Fact]
    public async Task a_response_that_changes_nothing_is_delayed_while_other_callers_send_commands()
    {
        (await Enter("crowd", null, Cancel)).Dispose();
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Same(Task.CompletedTask, limiter.HoldBack(Cancel));
        (await Enter("organiser", null, Cancel)).Dispose();
        var held = limiter.HoldBack(Cancel);
        Assert.NotSame(Task.CompletedTask, held);
        await held;
    }

    [Fact]
    public async Task commands_run_one_after_another_on_one_stream_and_side_by_side_on_several()
    {
        var stream = Guid.NewGuid();
        var first = await Enter("organiser", stream, Cancel);
        var second = Enter("organiser", stream, Cancel);
        Assert.False(second.IsCompleted);
        Assert.True(Enter("organiser", Guid.NewGuid(), Cancel).IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task a_caller_waits_for_only_one_command_of_another_caller_on_the_same_stream()
    {
        var stream = Guid.NewGuid();
        var crowd = Crowd(stream);
        var organiser = Enter("organiser", stream, Cancel);
        (await crowd[0]).Dispose();
        var turn = await organiser.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.All(crowd[1..], one => Assert.False(one.IsCompleted));
        turn.Dispose();
        foreach (var one in crowd)
            (await one).Dispose();
    }

    [Fact]
    public void many_commands_on_one_stream_leave_their_caller_turns_on_other_streams()
    {
        Crowd(Guid.NewGuid());
        Assert.True(Enter("crowd", Guid.NewGuid(), Cancel).IsCompleted);
    }

    [Fact]
    public async Task a_caller_that_cancels_its_wait_leaves_the_turn_to_others()
    {
        var stream = Guid.NewGuid();
        var first = await Enter("organiser", stream, Cancel);
        using var impatient = new CancellationTokenSource();
        var given = Enter("partner", stream, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await given);
        first.Dispose();
        (await Enter("partner", stream, Cancel)).Dispose();
    }

    private async Task<IDisposable> Enter(string caller, Guid? stream, CancellationToken cancel)
    {
        var turn = await limiter.EnterCaller(caller, stream, cancel);
        try
        {
            return new Turn(turn, await limiter.EnterStream(stream, cancel));
        }
        catch (OperationCanceledException)
        {
            turn.Dispose();
            throw;
        }
    }

    private Task<IDisposable>[] Crowd(Guid? stream) => [.. Enumerable.Range(0, 2 * CommandLimiter.OfCallerMax)
        .Select(_ => Enter("crowd", stream, Cancel))];

    private sealed record Turn(RateLimitLease Caller, RateLimitLease Stream) : IDisposable
    {
        public void Dispose()
        {
            Stream.Dispose();
            Caller.Dispose();
        }
    }
}
