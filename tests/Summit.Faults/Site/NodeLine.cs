using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Summit.Faults;

/// <summary>The line between one node and PostgreSQL, on which things go wrong.</summary>
internal sealed class NodeLine : TcpProxy
{
    private const double Lost = 0.3;

    private readonly ConcurrentDictionary<Carried, byte> calls = new();
    private volatile TaskCompletionSource? silence;
    private volatile TaskCompletionSource? halfOpen;
    private volatile Random? losesAnswers;
    private TimeSpan delay;

    public NodeLine(Func<(string Host, int Port)> far) : base(far) => Open();

    /// <summary>Resets every call, on both sides.</summary>
    public void Cut()
    {
        foreach (var call in calls.Keys)
            call.Reset(both: true);
    }

    /// <summary>From now on some of the answers that say that something was committed do not come back: the call ends
    /// there.</summary>
    public void LoseAnswers(Random which) => losesAnswers = which;

    /// <summary>Holds each piece back for a while.</summary>
    public void Delay(TimeSpan by) => delay = by;

    /// <summary>Nothing passes any more, and nobody is told: what was said arrives when the line is whole.</summary>
    public void FallSilent() => silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The node's side of each call is gone, and PostgreSQL goes on believing in it until the line is
    /// whole: what it holds for the node, it keeps holding.</summary>
    public void HalfOpen()
    {
        halfOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var call in calls.Keys)
            call.Reset(both: false);
    }

    /// <summary>Everything passes again.</summary>
    public void Heal()
    {
        losesAnswers = null;
        delay = TimeSpan.Zero;
        Interlocked.Exchange(ref silence, null)?.SetResult();
        Interlocked.Exchange(ref halfOpen, null)?.SetResult();
    }

    protected override Call Answer(Socket near, Socket server)
    {
        var call = new Carried(this, near, server);
        calls.TryAdd(call, 0);
        return call;
    }

    private sealed class Carried(NodeLine line, Socket near, Socket server) : Call
    {
        // As PostgreSQL tells its clients that a command is complete.
        private static ReadOnlySpan<byte> Committed => "COMMIT\0"u8;

        public override async ValueTask<bool> There(ReadOnlyMemory<byte> said, CancellationToken cancel)
        {
            await Held(cancel);
            return true;
        }

        public override async ValueTask<bool> Back(ReadOnlyMemory<byte> said, CancellationToken cancel)
        {
            await Held(cancel);
            if (line.losesAnswers is not { } which || said.Span.IndexOf(Committed) < 0)
                return true;
            lock (which)
                return which.NextDouble() >= Lost;
        }

        public override async Task Over(CancellationToken cancel)
        {
            line.calls.TryRemove(this, out _);
            if (line.halfOpen is { } whole)
                await whole.Task.WaitAsync(cancel);
        }

        public void Reset(bool both)
        {
            // Without lingering a closed socket says so at once, and roughly.
            near.Close(0);
            if (both)
                server.Close(0);
        }

        private async ValueTask Held(CancellationToken cancel)
        {
            if (line.silence is { } whole)
                await whole.Task.WaitAsync(cancel);
            if (line.delay > TimeSpan.Zero)
                await Pause.For(line.delay, cancel);
        }
    }
}
