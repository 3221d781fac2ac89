using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Summit.Faults;

/// <summary>The proxy between one node and PostgreSQL, on which connections fail.</summary>
internal sealed class NodeProxy : TcpProxy
{
    private const double Lost = 0.3;

    private readonly ConcurrentDictionary<Carried, byte> calls = new();
    private volatile TaskCompletionSource? silence;
    private volatile TaskCompletionSource? halfOpen;
    private volatile Random? losesAnswers;
    private TimeSpan delay;

    public NodeProxy(Func<(string Host, int Port)> far) : base(far) => Open();

    /// <summary>Resets all connections on both sides.</summary>
    public void Cut()
    {
        foreach (var call in calls.Keys)
            call.Reset(both: true);
    }

    /// <summary>Closes some connections instead of passing the response to a commit on.</summary>
    public void LoseAnswers(Random which) => losesAnswers = which;

    /// <summary>Delays each packet.</summary>
    public void Delay(TimeSpan by) => delay = by;

    /// <summary>Holds all packets back until it is healed.</summary>
    public void FallSilent() => silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Closes the node's side of each connection and keeps PostgreSQL's side open until it is healed, with
    /// the locks that the node held.</summary>
    public void HalfOpen()
    {
        halfOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var call in calls.Keys)
            call.Reset(both: false);
    }

    /// <summary>Lets everything pass again.</summary>
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

    private sealed class Carried(NodeProxy proxy, Socket near, Socket server) : Call
    {
        // The command tag of a commit.
        private static ReadOnlySpan<byte> Committed => "COMMIT\0"u8;

        public override async ValueTask<bool> There(ReadOnlyMemory<byte> said, CancellationToken cancel)
        {
            await Held(cancel);
            return true;
        }

        public override async ValueTask<bool> Back(ReadOnlyMemory<byte> said, CancellationToken cancel)
        {
            await Held(cancel);
            if (proxy.losesAnswers is not { } which || said.Span.IndexOf(Committed) < 0)
                return true;
            lock (which)
                return which.NextDouble() >= Lost;
        }

        public override async Task Over(CancellationToken cancel)
        {
            proxy.calls.TryRemove(this, out _);
            if (proxy.halfOpen is { } whole)
                await whole.Task.WaitAsync(cancel);
        }

        public void Reset(bool both)
        {
            // Without lingering the socket sends a reset at once.
            near.Close(0);
            if (both)
                server.Close(0);
        }

        private async ValueTask Held(CancellationToken cancel)
        {
            if (proxy.silence is { } whole)
                await whole.Task.WaitAsync(cancel);
            if (proxy.delay > TimeSpan.Zero)
                await Pause.For(proxy.delay, cancel);
        }
    }
}
