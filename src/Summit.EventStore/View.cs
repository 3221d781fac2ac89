using System.Text.Json;
using Npgsql;

namespace Summit.EventStore;

/// <summary>
/// A view over many streams, written after the events by a subscriber of its own: its rows and its progress in one
/// transaction. A row is a pure function of the row before and an event, found by its key. Table columns as for
/// <see cref="StreamView{TState,TEvent}"/>.
/// </summary>
public abstract class View<TRow>(string table, NpgsqlDataSource database, JsonSerializerOptions json) : IView
    where TRow : class
{
    /// <inheritdoc/>
    public string Name => table;

    /// <inheritdoc/>
    public string Table => table;

    /// <inheritdoc/>
    public abstract IReadOnlyCollection<string> Types { get; }

    /// <summary>The rows that an event changes, by their keys.</summary>
    public abstract IEnumerable<Guid> Keys(RecordedEvent happened);

    /// <summary>The row after an event; null where there is none.</summary>
    public abstract TRow? Apply(Guid key, TRow? row, RecordedEvent happened);

    /// <inheritdoc/>
    public async Task Take(Page page, long seen, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        sql.Add("begin isolation level read committed read write");
        // First: whoever holds the progress holds the rows. A slower instance waits here, finds it moved, and has
        // touched nothing; a rebuild is never met halfway.
        new Progress(Name, seen, page.Reached).Write(sql, default);
        await Fold(page.Events, connection, sql, null, cancel);
        sql.Add("commit");
        try
        {
            await sql.Execute(cancel);
        }
        catch (PostgresException moved) when (moved.SqlState == SqlStates.ProgressMoved)
        {
            throw new ProgressMovedException(moved);
        }
    }

    /// <inheritdoc/>
    public async Task Fold(
        IReadOnlyList<RecordedEvent> events,
        NpgsqlConnection connection,
        SqlBatch sql,
        string? instead,
        CancellationToken cancel)
    {
        var changes = events.SelectMany(e => Keys(e).Distinct(), (e, key) => (e, key)).ToArray();
        if (changes.Length == 0)
            return;
        var into = instead ?? table;
        var rows = await Current(connection, into, [.. changes.Select(change => change.key).Distinct()], cancel);
        foreach (var (happened, key) in changes)
        {
            var before = rows.GetValueOrDefault(key);
            var after = Apply(key, before, happened);
            var shown = Shown(after);
            // As written, not as compared in memory: lists that hold the same are the same row.
            if (Same(Shown(before), shown))
                continue;
            if (before is not null)
                sql.Add($"update {into} set until_position = $2 where id = $1 and until_position is null",
                    key, happened.Position);
            if (shown is not null)
                sql.Add($"insert into {into} (id, from_position, row) values ($1, $2, $3)",
                    key, happened.Position, SqlBatch.Json(shown));
            rows[key] = after;
        }
    }

    private byte[]? Shown(TRow? row) => row is null ? null : JsonSerializer.SerializeToUtf8Bytes(row, json);

    private static bool Same(byte[]? one, byte[]? other) =>
        one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);

    private async Task<Dictionary<Guid, TRow?>> Current(
        NpgsqlConnection connection, string from, Guid[] keys, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"select id, row from {from} where id = any($1) and until_position is null", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = keys });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new Dictionary<Guid, TRow?>();
        while (await reader.ReadAsync(cancel))
            rows[reader.GetGuid(0)] = JsonSerializer.Deserialize<TRow>(reader.GetFieldValue<byte[]>(1), json);
        return rows;
    }
}

/// <summary>A view over many streams, as its subscription and its rebuild see it.</summary>
public interface IView : ISubscriber
{
    /// <summary>Its table, with its schema.</summary>
    string Table { get; }

    /// <summary>Adds the statements that events lead to, on top of the rows that stand in the table.</summary>
    /// <param name="events">The events, in order.</param>
    /// <param name="connection">Where the present rows are read.</param>
    /// <param name="sql">The statements.</param>
    /// <param name="instead">Another table of the same columns to work on; null for its own.</param>
    /// <param name="cancel">Gives up.</param>
    Task Fold(
        IReadOnlyList<RecordedEvent> events,
        NpgsqlConnection connection,
        SqlBatch sql,
        string? instead,
        CancellationToken cancel);
}
