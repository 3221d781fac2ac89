using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>
/// A line to the database that is listened to, and can be cut at the worst moment: what the client sends still arrives
/// and is acted on, and the answer is lost.
/// </summary>
public sealed class FaultyTcpProxy : TcpProxy
{
    private volatile string? word;
    private volatile string? late;
    private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
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

    /// <summary>
    /// Hangs up on the client that next says this, and lets what it said arrive only when it is let go.
    /// </summary>
    public void HoldBack(string said) => late = said;

    /// <summary>Lets what was held back arrive.</summary>
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
