using System.Net;
using System.Net.Sockets;

namespace Summit;

/// <summary>
/// A TCP proxy between clients and a server on this machine. A subclass can observe, delay and drop what passes, by the
/// connections that it makes.
/// </summary>
/// <param name="far">Returns the server's address, for each connection: it may change at a restart.</param>
public abstract class TcpProxy(Func<(string Host, int Port)> far) : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private Task serving = Task.CompletedTask;

    /// <summary>The port that clients connect to.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Starts to listen.</summary>
    protected void Open()
    {
        listener.Start();
        serving = Serve();
    }

    /// <summary>Handles a client's connection.</summary>
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
            // The server does not answer, or the proxy ends: the client's connection is closed.
        }
    }

    /// <summary>Copies bytes in one direction until either side closes, or the connection is dropped.</summary>
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
            // One side is gone: so is the connection.
        }
    }

    /// <summary>One connection: decides what happens to its bytes.</summary>
    protected abstract class Call
    {
        /// <summary>Called with what the client sends.</summary>
        /// <returns>Whether it is forwarded to the server; false closes the connection.</returns>
        public abstract ValueTask<bool> There(ReadOnlyMemory<byte> said, CancellationToken cancel);

        /// <summary>Called with what the server sends.</summary>
        /// <returns>Whether it is forwarded to the client; false closes the connection.</returns>
        public abstract ValueTask<bool> Back(ReadOnlyMemory<byte> said, CancellationToken cancel);

        /// <summary>Completes when both sides may be closed.</summary>
        public virtual Task Over(CancellationToken cancel) => Task.CompletedTask;
    }
}
