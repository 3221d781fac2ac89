using System.Data;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>A writer that does not know the append lock: an import, or another library on these tables.</summary>
public sealed class ForeignWriter : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private ForeignWriter(NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.connection, this.transaction) = (connection, transaction);

    public static async Task<ForeignWriter> Begin(
        NpgsqlDataSource database, CancellationToken cancel, IsolationLevel isolation = IsolationLevel.ReadCommitted)
    {
        var connection = await database.OpenConnectionAsync(cancel);
        return new ForeignWriter(connection, await connection.BeginTransactionAsync(isolation, cancel));
    }

    /// <summary>The number that it took last from the sequence.</summary>
    public long Taken { get; private set; }

    /// <summary>Takes a number from the sequence.</summary>
    public async Task<long> Number(CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select nextval('events.mt_events_sequence')", connection);
        return Taken = (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>Writes a motion at a position, or an event of another name with the same data.</summary>
    public async Task Write(
        long number, string title, CancellationToken cancel, string type = "tests.motion-tabled")
    {
        await using var command = new NpgsqlCommand(
            """
            with stream as (
                insert into events.mt_streams (id, type, version)
                values (gen_random_uuid(), 'motion', 1) returning id)
            insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, user_name)
            select $1, gen_random_uuid(), id, 1,
                   jsonb_build_object('body', '00000000-0000-0000-0000-000000000000', 'title', $2::text),
                   $3, (select coalesce(max(timestamp), now()) from events.mt_events), 'foreign'
              from stream
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = number });
        command.Parameters.Add(new NpgsqlParameter { Value = title });
        command.Parameters.Add(new NpgsqlParameter { Value = type });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public Task Commit(CancellationToken cancel) => transaction.CommitAsync(cancel);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
