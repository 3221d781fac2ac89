using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>
/// The hash chain over all events: a subscription that follows them and keeps, link by link, which hash they have come
/// to. The hash at a position follows from the events alone, wherever links begin and end, so two nodes, a crash or a
/// chain made again lead to the same one. A change of an event afterwards breaks it there.
/// </summary>
public sealed class HashChain(NpgsqlDataSource database) : EventSubscription("events.chain", [typeof(HashChain)])
{
    /// <summary>How many events a link holds at most.</summary>
    public const int LinkEventsMax = 250;

    private const int MarkBytes = 4;

    private static readonly BulkTable Links = new("events.chain",
        ("position", NpgsqlDbType.Bigint), ("hash", NpgsqlDbType.Bytea), ("marks", NpgsqlDbType.Bytea));

    /// <summary>It hashes rows as they are stored, whatever their names. Its own type is that of no event.</summary>
    /// <inheritdoc/>
    public override bool WantsAll => true;

    /// <inheritdoc/>
    public override async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction =
            await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        var move = new SqlBatch(connection);
        // What a crash takes back is made again from the same events: no commit has to wait for the disk.
        move.Add("set local synchronous_commit = off");
        // First: a slower instance waits here, finds it moved, and has touched nothing.
        new Checkpoint(Name, seen, page.Reached).Write(move, default);
        try
        {
            await move.Execute(cancel);
        }
        catch (PostgresException moved) when (moved.SqlState == StoreSqlStates.CheckpointMoved)
        {
            throw new CheckpointMovedException(moved);
        }
        var links = new SqlBatch(connection);
        await Add(links, connection, page.Reached, cancel);
        if (links.Count > 0)
            await links.Execute(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The last link; null where the chain has none yet.</summary>
    public async Task<HashChainLink?> Last(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Last(connection, cancel);
    }

    /// <summary>The hash that the events lead to at a position, worked out from the first on.</summary>
    /// <returns>It; null where no event has this position.</returns>
    public async Task<byte[]?> HashAt(long position, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var walk = await HashChainReader.Begin(connection, 0, default, position, cancel);
        while (await walk.Next(cancel))
        {
        }
        return walk.Position == position && position > 0 ? walk.Hash.ToArray() : null;
    }

    /// <summary>
    /// Computes the chain again and compares, without blocking. Events to which it has not come yet are no finding.
    /// </summary>
    /// <returns>The first place that differs, in words; null where there is none.</returns>
    public async Task<string?> Compare(CancellationToken cancel)
    {
        await using var kept = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await kept.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var checkpoint = await CheckpointOf(kept, cancel);
        // Seen later than the links: all that they link is there.
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var walk = await HashChainReader.Begin(connection, 0, default, long.MaxValue, cancel);
        await using var command = new NpgsqlCommand(
            "select position, hash, marks from events.chain order by position", kept) { CommandTimeout = 0 };
        await using var links = await command.ExecuteReaderAsync(cancel);
        while (await links.ReadAsync(cancel))
        {
            var link = new HashChainLink(links.GetInt64(0), links.GetFieldValue<byte[]>(1));
            if (await Differs(walk, link, links.GetFieldValue<byte[]>(2), cancel) is { } finding)
                return finding;
        }
        return walk.Position == checkpoint ? null
            : $"The chain ends at position {walk.Position}, and its checkpoint is {checkpoint}.";
    }

    private static async Task<string?> Differs(
        HashChainReader walk, HashChainLink link, ReadOnlyMemory<byte> marks, CancellationToken cancel)
    {
        var since = walk.Position;
        for (; !marks.IsEmpty; marks = marks[Math.Min(MarkBytes, marks.Length)..])
        {
            var before = walk.Position;
            if (!await walk.Next(cancel) || walk.Position > link.Position)
                return $"The chain passed more events after position {before} up to {link.Position} than there are.";
            if (!marks.Span.StartsWith(walk.Hash[..MarkBytes]))
                return $"Position {walk.Position}, after {before}, does not hold what the chain says it held.";
        }
        return walk.Position == link.Position && walk.Hash.SequenceEqual(link.Hash) ? null
            : $"The positions after {since} and up to {link.Position} do not hold what the chain says they held.";
    }

    private static async Task Add(
        SqlBatch sql, NpgsqlConnection connection, long reached, CancellationToken cancel)
    {
        var last = await Last(connection, cancel);
        await using var walk =
            await HashChainReader.Begin(connection, last?.Position ?? 0, last?.Hash ?? default, reached, cancel);
        var marks = new List<byte>(LinkEventsMax * MarkBytes);
        while (await walk.Next(cancel))
        {
            marks.AddRange(walk.Hash[..MarkBytes]);
            if (marks.Count == LinkEventsMax * MarkBytes)
                End();
        }
        if (marks.Count > 0)
            End();

        void End()
        {
            sql.AddRow(Links, walk.Position, walk.Hash.ToArray(), marks.ToArray());
            marks.Clear();
        }
    }

    private static async Task<HashChainLink?> Last(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select position, hash from events.chain order by position desc limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new HashChainLink(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1))
            : null;
    }

    private async Task<long> CheckpointOf(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "select position from events.checkpoints where name = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Name });
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }
}

/// <summary>What the chain has come to.</summary>
/// <param name="Position">The position of the last event in it.</param>
/// <param name="Hash">The hash there.</param>
public sealed record HashChainLink(long Position, byte[] Hash);
