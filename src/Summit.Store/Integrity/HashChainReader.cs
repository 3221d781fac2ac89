using System.Buffers.Binary;
using System.Security.Cryptography;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Walks over the events as stored and hashes them on the way. The hash at an event is SHA-256 over the hash at
/// the event before it (32 zero bytes at the first) and every column of the row, in the order of the columns here:
/// its length in bytes (four, big-endian; -1 where it is null) and its bytes as PostgreSQL sends them in binary:
/// numbers big-endian, texts and JSON as UTF-8, moments as microseconds since 2000.
/// </summary>
/// <remarks>That is a row of PostgreSQL's binary COPY, hashed as it comes: no column is taken apart.</remarks>
internal sealed class HashChainReader : IAsyncDisposable
{
    /// <summary>How long a hash is.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    // The position comes first: it is the one column that is looked at.
    private const string Columns =
        """
        e.seq_id, e.id, e.stream_id, (select s.type from events.mt_streams s where s.id = e.stream_id), e.version,
        e.type, e.data::text, e.bdata, e.timestamp, e.tenant_id, e.mt_dotnet_type, e.is_archived, e.correlation_id,
        e.causation_id, e.headers::text, e.user_name
        """;

    // Signature and flags, and how much more there is of it; then rows, each with the number of its columns before it.
    private const int HeaderBytes = 19, CountBytes = 2, LengthBytes = 4;

    private readonly Stream rows;
    private readonly byte[] hash;
    private byte[] buffer = new byte[64 * 1024];
    private byte[] hashed = new byte[4 * 1024];
    private int start, end;

    private HashChainReader(Stream rows, ReadOnlySpan<byte> hash) => (this.rows, this.hash) = (rows, hash.ToArray());

    /// <summary>The position of the event it has come to.</summary>
    public long Position { get; private set; }

    /// <summary>The hash there.</summary>
    public ReadOnlySpan<byte> Hash => hash;

    /// <summary>Sets out behind an event.</summary>
    /// <param name="connection">Which is busy with it until the walk is disposed.</param>
    /// <param name="after">The position of the event; 0 where it begins with the first.</param>
    /// <param name="hash">The hash there; empty to begin with the first.</param>
    /// <param name="upTo">The last position to go to.</param>
    /// <param name="cancel">Ends the walk.</param>
    public static async Task<HashChainReader> Begin(
        NpgsqlConnection connection, long after, ReadOnlyMemory<byte> hash, long upTo, CancellationToken cancel)
    {
        // From below the first: nothing can be put before it either.
        var from = hash.IsEmpty ? long.MinValue : after;
        var rows = await connection.BeginRawBinaryCopyAsync(
            $"""
            copy (select {Columns} from events.mt_events e
                   where e.seq_id > {from} and e.seq_id <= {upTo} order by e.seq_id) to stdout (format binary)
            """, cancel);
        var walk = new HashChainReader(rows, hash.IsEmpty ? new byte[HashBytes] : hash.Span) { Position = after };
        while (walk.end < HeaderBytes)
            await walk.Fill(cancel);
        walk.start = HeaderBytes + BinaryPrimitives.ReadInt32BigEndian(walk.buffer.AsSpan(HeaderBytes - LengthBytes));
        return walk;
    }

    /// <summary>Goes on to the next event.</summary>
    /// <returns>Whether there is one.</returns>
    public async ValueTask<bool> Next(CancellationToken cancel)
    {
        int? length;
        while ((length = Row()) is null)
            await Fill(cancel);
        if (length == 0)
            return false;
        Take(buffer.AsSpan(start + CountBytes, length.Value - CountBytes));
        start += length.Value;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => rows.DisposeAsync();

    private void Take(ReadOnlySpan<byte> row)
    {
        if (hashed.Length < HashBytes + row.Length)
            hashed = new byte[2 * (HashBytes + row.Length)];
        hash.CopyTo(hashed.AsSpan());
        row.CopyTo(hashed.AsSpan(HashBytes));
        SHA256.HashData(hashed.AsSpan(0, HashBytes + row.Length), hash);
        Position = BinaryPrimitives.ReadInt64BigEndian(row[LengthBytes..]);
    }

    /// <summary>How long the row is that comes next: 0 where none does, null where not all of it is here yet.</summary>
    private int? Row()
    {
        var here = buffer.AsSpan(start..end);
        if (here.Length < CountBytes)
            return null;
        var at = CountBytes;
        for (var columns = BinaryPrimitives.ReadInt16BigEndian(here); columns != 0; columns--)
        {
            if (columns < 0)
                return 0;
            if (here.Length < at + LengthBytes)
                return null;
            at += LengthBytes + Math.Max(BinaryPrimitives.ReadInt32BigEndian(here[at..]), 0);
        }
        return at <= here.Length ? at : null;
    }

    private async ValueTask Fill(CancellationToken cancel)
    {
        buffer.AsSpan(start..end).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
        var read = await rows.ReadAsync(buffer.AsMemory(end), cancel);
        if (read == 0)
            throw new EndOfStreamException("The database ended its rows before their end.");
        end += read;
    }
}
