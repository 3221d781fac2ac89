using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Summit.EventStore.Tests;

/// <summary>
/// A line to the database that is listened to, and can be cut at the worst moment: what the client sends still arrives
/// and is acted on, and the answer is lost.
/// </summary>
public sealed class CutLine : IAsyncDisposable
{
    private static ReadOnlySpan<byte> Sync => [(byte)'S', 0, 0, 0, 4];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource end = new();
    private readonly NpgsqlConnectionStringBuilder far;
    private readonly Task serving;
    private volatile string? word;
    private int roundTrips;

    public CutLine(string connectionString)
    {
        far = new NpgsqlConnectionStringBuilder(connectionString);
        listener.Start();
        // Unprepared, so that each statement passes by in words.
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            MaxAutoPrepare = 0,
            SslMode = SslMode.Disable,
        }.ConnectionString;
        serving = Serve();
    }

    /// <summary>Leads over the line.</summary>
    public string ConnectionString { get; }

    /// <summary>How often a client has sent all it had to say and waited for the answer.</summary>
    public int RoundTrips => Volatile.Read(ref roundTrips);

    /// <summary>Lets nothing back any more from when the client next says this.</summary>
    public void CutAfter(string said) => word = said;

    public async ValueTask DisposeAsync()
    {
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
                calls.Add(Carry(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(calls);
        }
    }

    private async Task Carry(TcpClient near)
    {
        using var client = near;
        using var server = new TcpClient(far.Host!, far.Port);
        var (there, back) = (server.GetStream(), client.GetStream());
        var cut = false;
        var answers = Pump(back, there, heard =>
        {
            Interlocked.Add(ref roundTrips, heard.Span.Count(Sync));
            cut |= word is { } said && heard.Span.IndexOf(Encoding.ASCII.GetBytes(said)) >= 0;
        }, () => false);
        await Task.WhenAny(answers, Pump(there, back, _ => { }, () => cut));
    }

    /// <summary>Carries bytes one way until either side hangs up, or an answer comes after the cut.</summary>
    private async Task Pump(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> hear, Func<bool> lost)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReadAsync(buffer, end.Token)) > 0)
            {
                hear(buffer.AsMemory(0, read));
                if (lost())
                    return;
                await to.WriteAsync(buffer.AsMemory(0, read), end.Token);
            }
        }
        catch (Exception hungUp) when (hungUp is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side is gone: so is the line.
        }
    }
}
