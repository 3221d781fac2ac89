using System.Net.Sockets;
using Npgsql;

namespace Summit.Bench;

/// <summary>A line to the database on which round trips are counted. It takes time: none is measured on it.</summary>
internal sealed class RoundTrips : Summit.TcpProxy
{
    private long count;

    public RoundTrips(string connectionString) : this(new NpgsqlConnectionStringBuilder(connectionString))
    {
    }

    private RoundTrips(NpgsqlConnectionStringBuilder far) : base(() => (far.Host!, far.Port))
    {
        Open();
        ConnectionString = new NpgsqlConnectionStringBuilder(far.ConnectionString)
        {
            Host = "127.0.0.1", Port = Port, SslMode = SslMode.Disable,
        }.ConnectionString;
    }

    /// <summary>Leads over the line.</summary>
    public string ConnectionString { get; }

    /// <summary>How often a client has sent all it had to say and waited for the answer.</summary>
    public long Count => Volatile.Read(ref count);

    protected override Call Answer(Socket near, Socket server) => new Counted(this);

    private sealed class Counted(RoundTrips line) : Call
    {
        private static ReadOnlySpan<byte> Sync => [(byte)'S', 0, 0, 0, 4];

        public override ValueTask<bool> There(ReadOnlyMemory<byte> said, CancellationToken cancel)
        {
            Interlocked.Add(ref line.count, said.Span.Count(Sync));
            return new(true);
        }

        public override ValueTask<bool> Back(ReadOnlyMemory<byte> said, CancellationToken cancel) => new(true);
    }
}
