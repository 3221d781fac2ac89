using JasperFx.Events;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>
/// A table whose rows hold from a position until another (<c>id</c>, <c>from_position</c>, <c>until_position</c>,
/// <c>row</c>) and follow from the events alone.
/// </summary>
public interface ITemporalTable
{
    /// <summary>The table, with its schema.</summary>
    string Table { get; }

    /// <summary>Begins at zero: what each event, in order, makes of which rows. No bytes: there is no row.</summary>
    Func<IEvent, IEnumerable<(Guid Id, byte[]? Row)>> Rebuild();
}

/// <summary>What events change in a row history: rows that end, and rows that begin.</summary>
internal sealed class TemporalChanges
{
    // Of one portion: only a database that has stopped answering takes so long.
    private static readonly TimeSpan CopyTimeout = TimeSpan.FromMinutes(10);

    private readonly List<(Guid Id, long At)> ended = [];
    private readonly List<(Guid Id, long From, long? Until, byte[] Row)> begun = [];

    /// <summary>How many rows end or begin.</summary>
    public int Count => ended.Count + begun.Count;

    /// <summary>Whether present rows end.</summary>
    public bool Ends => ended.Count > 0;

    /// <summary>A present row ends.</summary>
    public void End(Guid id, long at) => ended.Add((id, at));

    /// <summary>A row is written that holds from a position, and until another where it has ended already.</summary>
    public void Begin(Guid id, long from, long? until, byte[] row) => begun.Add((id, from, until, row));

    /// <summary>
    /// The present row of <c>given.id</c>, for a lateral join: each is looked for by itself. By a join, planned
    /// when there were few rows, all present rows are read to find some, for as long as the plan is kept.
    /// </summary>
    public static string Present(string table) =>
        $"select ctid, row from {table} where id = given.id and until_position is null limit 1";

    /// <summary>How rows of such a table are written, and ended.</summary>
    public static BulkTable Rows(string table) => new BulkTable(table,
        ("id", NpgsqlDbType.Uuid), ("from_position", NpgsqlDbType.Bigint), ("until_position", NpgsqlDbType.Bigint),
        ("row", NpgsqlDbType.Jsonb)).EndedBy(
        $$"""
        update {{table}} present set until_position = given.at
          from {given} cross join lateral ({{Present(table)}}) one
         where present.ctid = one.ctid
        """, ("id", NpgsqlDbType.Uuid), ("at", NpgsqlDbType.Bigint));

    /// <summary>Adds the statements, one for all that end and one for all that begin.</summary>
    public void Write(SqlBatch sql, string table)
    {
        var rows = Rows(table);
        foreach (var (id, at) in ended)
            sql.EndRow(rows, key: id, id, at);
        foreach (var (id, from, until, row) in begun)
            sql.BeginRow(rows, key: id, id, from, until, row);
        sql.WriteRows();
    }

    /// <summary>Writes the rows that begin, where none ends, as fast as it can be done.</summary>
    public async Task Copy(NpgsqlConnection connection, string table, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} (id, from_position, until_position, row) from stdin (format binary)", cancel);
        copy.Timeout = CopyTimeout;
        foreach (var (id, from, until, row) in begun)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(id, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(from, NpgsqlDbType.Bigint, cancel);
            if (until is { } end)
                await copy.WriteAsync(end, NpgsqlDbType.Bigint, cancel);
            else
                await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(row, NpgsqlDbType.Jsonb, cancel);
        }
        await copy.CompleteAsync(cancel);
    }
}
