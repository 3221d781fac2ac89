using System.Net;
using System.Net.Sockets;

namespace Summit;

/// <summary>
/// A line between clients and a server on this machine. What passes on it can be listened to, held up and lost, by
/// whoever says what a call on it is.
/// </summary>
/// <param name="far">Where the server is, asked anew for each call: it may come back elsewhere.</param>
public abstract class TcpProxy(Func<(string Host, int Port)> far) : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private Task serving = Task.CompletedTask;

    /// <summary>Where clients reach it.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Lets clients call from now on.</summary>
    protected void Open()
    {
        listener.Start();
        serving = Serve();
    }

    /// <summary>A client calls.</summary>
    protected abstract Call Answer(Socket near, Socket server);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (end.IsCancellationRequested)
            return;
        await end.CancelAsync();
        listener.Dispose();
        await serving;
        end.Dispose();
    }

    private async Task Serve()
    {
        var calls = new List<Task>();
        try
        {
            while (true)
            {
                calls.RemoveAll(call => call.IsCompleted);
                calls.Add(Carry(await listener.AcceptSocketAsync(end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(calls);
        }
    }

    private async Task Carry(Socket client)
    {
        using var near = client;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            near.NoDelay = true;
            var (host, port) = far();
            await server.ConnectAsync(host, port, end.Token);
            var call = Answer(near, server);
            await Task.WhenAny(
                Pump(near, server, call.There), Pump(server, near, call.Back));
            await call.Over(end.Token);
        }
        catch (Exception nobody) when (nobody is SocketException or OperationCanceledException)
        {
            // Nobody answers there, or the line is taken down: the client hears that the call is over.
        }
    }

    /// <summary>Carries bytes one way until either side hangs up, or the call is over.</summary>
    private async Task Pump(
        Socket from, Socket to, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<bool>> passes)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, end.Token)) > 0
                && await passes(buffer.AsMemory(0, read), end.Token))
            {
                for (var sent = 0; sent < read;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), end.Token);
            }
        }
        catch (Exception hungUp)
            when (hungUp is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side is gone: so is the call.
        }
    }

    /// <summary>One call: what becomes of the bytes of it.</summary>
    protected abstract class Call
    {
        /// <summary>The client says something.</summary>
        /// <returns>Whether it goes on to the server; the call is over where it does not.</returns>
        public abstract ValueTask<bool> There(ReadOnlyMemory<byte> said, CancellationToken cancel);

        /// <summary>The server says something.</summary>
        /// <returns>Whether it goes on to the client; the call is over where it does not.</returns>
        public abstract ValueTask<bool> Back(ReadOnlyMemory<byte> said, CancellationToken cancel);

        /// <summary>Completes when both sides may know that the call is over.</summary>
        public virtual Task Over(CancellationToken cancel) => Task.CompletedTask;
    }
}
