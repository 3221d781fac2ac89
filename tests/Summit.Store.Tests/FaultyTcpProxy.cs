using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>
/// A line to the database that is listened to, and can be cut at the worst moment: what the client sends still arrives
/// and is acted on, and the answer is lost.
/// </summary>
public sealed class FaultyTcpProxy : Line
{
    private volatile string? word;
    private readonly string? counts;
    private int roundTrips, counted;

    /// <param name="connectionString">The database.</param>
    /// <param name="counts">What is counted when a client says it.</param>
    public FaultyTcpProxy(string connectionString, string? counts = null)
        : this(new NpgsqlConnectionStringBuilder(connectionString)) => this.counts = counts;

    private FaultyTcpProxy(NpgsqlConnectionStringBuilder far) : base(() => (far.Host!, far.Port))
    {
        Open();
        // Unprepared, so that each statement passes by in words.
        ConnectionString = new NpgsqlConnectionStringBuilder(far.ConnectionString)
        {
            Host = "127.0.0.1", Port = Port, MaxAutoPrepare = 0, SslMode = SslMode.Disable,
        }.ConnectionString;
    }

    /// <summary>Leads over the line.</summary>
    public string ConnectionString { get; }

    /// <summary>How often a client has sent all it had to say and waited for the answer.</summary>
    public int RoundTrips => Volatile.Read(ref roundTrips);

    /// <summary>How often clients have said what is counted.</summary>
    public int Counted => Volatile.Read(ref counted);

    /// <summary>Lets nothing back any more from when the client next says this.</summary>
    public void CutAfter(string said) => word = said;

    protected override Call Answer(Socket near, Socket server) => new Overheard(this);

    private sealed class Overheard(FaultyTcpProxy line) : Call
    {
        private volatile bool cut;

        private static ReadOnlySpan<byte> Sync => [(byte)'S', 0, 0, 0, 4];

        public override ValueTask<bool> There(ReadOnlyMemory<byte> said, CancellationToken cancel)
        {
            Interlocked.Add(ref line.roundTrips, said.Span.Count(Sync));
            if (line.counts is { } words)
                Interlocked.Add(ref line.counted, said.Span.Count(Encoding.ASCII.GetBytes(words)));
            cut |= line.word is { } word && said.Span.IndexOf(Encoding.ASCII.GetBytes(word)) >= 0;
            return new(true);
        }

        public override ValueTask<bool> Back(ReadOnlyMemory<byte> said, CancellationToken cancel) => new(!cut);
    }
}
