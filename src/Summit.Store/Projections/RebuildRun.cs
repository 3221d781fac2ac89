using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>
/// One rebuild under way. It is the only one of its projection on this database: it holds a lock of its session, which
/// ends with it however it ends.
/// </summary>
internal sealed class RebuildRun(
    NpgsqlDataSource database, NpgsqlConnection connection, EventStreams streams, string name, string[] wanted,
    string[]? known, IProgress<RebuildProgress>? told) : IAsyncDisposable
{
    private const int PageSize = 5_000;

    // The class of the lock; the projection's name is the object.
    private const int LockClass = 0x53756D6D;

    private IRebuild? rebuild;

    /// <summary>Where rows are written.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>The tables worked on.</summary>
    public ShadowTables Shadow { get; private set; } = null!;

    /// <summary>The last position replayed.</summary>
    public long Reached { get; private set; }

    /// <summary>Waits for its turn and creates the tables.</summary>
    public async Task Begin(
        IReadOnlyList<string> tables, ITemporalTable? history, IInlineProjection? projection, CancellationToken cancel)
    {
        await Lock("pg_advisory_lock", cancel);
        Shadow = new ShadowTables(connection, name, tables);
        await Shadow.Create(cancel);
        rebuild = history is not null
            ? new TemporalRebuild(history, Shadow.Instead[history.Table])
            : new StatementRebuild(projection!, Shadow.Instead);
        if (rebuild.Checks)
            await Shadow.Index(cancel);
    }

    /// <summary>Replays on to a position: the next page is read while one is worked on.</summary>
    /// <param name="to">The position.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <param name="within">Whether it reads in the transaction it writes in.</param>
    public async Task CatchUp(long to, CancellationToken cancel, bool within = false)
    {
        Task<List<IEvent>>? next = null;
        while (true)
        {
            var page = await (next ?? Read(Reached));
            var after = page.Count < PageSize ? Math.Max(to, Reached) : page[^1].Sequence;
            next = after < to && !within ? Read(after) : null;
            await rebuild!.Apply(page, connection, cancel);
            Reached = after;
            told?.Report(new RebuildProgress(after, to));
            if (after >= to)
                return;
        }

        Task<List<IEvent>> Read(long after) =>
            within ? Page(connection, after, to, cancel) : Task.Run(() => Page(after, to, cancel), cancel);
    }

    /// <summary>Brings everything into the tables and makes these like the live ones.</summary>
    public async Task Complete(CancellationToken cancel)
    {
        await Flush(cancel);
        if (!rebuild!.Checks)
            await Shadow.Index(cancel);
    }

    /// <summary>Brings everything into the tables.</summary>
    public Task Flush(CancellationToken cancel) => rebuild!.Flush(connection, cancel);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (rebuild is not null)
                await Shadow.Drop(CancellationToken.None);
            await Lock("pg_advisory_unlock", CancellationToken.None);
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // With its session the lock has gone; what is left of the tables, the next replay drops.
        }
        await connection.DisposeAsync();
    }

    private async Task Lock(string function, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"select {function}($1, hashtext($2))", connection)
        {
            CommandTimeout = 0,
        };
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockClass });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<List<IEvent>> Page(long after, long to, CancellationToken cancel)
    {
        await using var other = await database.OpenConnectionAsync(cancel);
        return await Page(other, after, to, cancel);
    }

    private async Task<List<IEvent>> Page(
        NpgsqlConnection from, long after, long to, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {streams.Columns} from events.mt_events e
             where seq_id > $1 and seq_id <= $2 and (type = any($3) or type <> all($5))
               and seq_id <> all (array(select position from events.skipped where reader = $4))
             order by seq_id limit {PageSize}
            """, from) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        command.Parameters.Add(Names(wanted));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(Names(known));
        return await streams.Read(command, cancel);
    }
    private static NpgsqlParameter Names(string[]? names) => new()
    {
        Value = names ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
    };
}
