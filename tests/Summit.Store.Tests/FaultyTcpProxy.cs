using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>
/// A proxy to the database that counts round trips and can lose the response to a statement which the database has
/// executed.
/// </summary>
public sealed class FaultyTcpProxy : TcpProxy
{
    private volatile string? word;
    private volatile string? late;
    private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string? counts;
    private int roundTrips, counted;

    /// <param name="connectionString">The connection string of the database.</param>
    /// <param name="counts">The text whose occurrences in what clients send are counted.</param>
    public FaultyTcpProxy(string connectionString, string? counts = null)
        : this(new NpgsqlConnectionStringBuilder(connectionString)) => this.counts = counts;

    private FaultyTcpProxy(NpgsqlConnectionStringBuilder far) : base(() => (far.Host!, far.Port))
    {
        Open();
        // Without prepared statements, so that each statement passes as text.
        ConnectionString = new NpgsqlConnectionStringBuilder(far.ConnectionString)
        {
            Host = "127.0.0.1", Port = Port, MaxAutoPrepare = 0, SslMode = SslMode.Disable,
        }.ConnectionString;
    }

    /// <summary>The connection string through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>How many round trips clients have made.</summary>
    public int RoundTrips => Volatile.Read(ref roundTrips);

    /// <summary>How often the counted text has passed.</summary>
    public int Counted => Volatile.Read(ref counted);

    /// <summary>Drops all responses once a client sends this text.</summary>
    public void CutAfter(string said) => word = said;

    /// <summary>
    /// Closes the connection of the client that next sends this text, and delays what it sent until it is let go.
    /// </summary>
    public void HoldBack(string said) => late = said;

    /// <summary>Delivers what was held back.</summary>
    public void LetGo() => go.SetResult();

    protected override Call Answer(Socket near, Socket server) => new Overheard(this, near);

    private sealed class Overheard(FaultyTcpProxy line, Socket client) : Call
    {
        private volatile bool cut;

        private static ReadOnlySpan<byte> Sync => [(byte)'S', 0, 0, 0, 4];

        public override async ValueTask<bool> There(ReadOnlyMemory<byte> said, CancellationToken cancel)
        {
            if (line.late is { } held && said.Span.IndexOf(Encoding.ASCII.GetBytes(held)) >= 0)
            {
                line.late = null;
                client.Close();
                await line.go.Task.WaitAsync(cancel);
            }
            Interlocked.Add(ref line.roundTrips, said.Span.Count(Sync));
            if (line.counts is { } words)
                Interlocked.Add(ref line.counted, said.Span.Count(Encoding.ASCII.GetBytes(words)));
            cut |= line.word is { } word && said.Span.IndexOf(Encoding.ASCII.GetBytes(word)) >= 0;
            return true;
        }

        public override ValueTask<bool> Back(ReadOnlyMemory<byte> said, CancellationToken cancel) => new(!cut);
    }
}
