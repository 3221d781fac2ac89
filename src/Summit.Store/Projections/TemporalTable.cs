using NpgsqlTypes;

namespace Summit.Store;

/// <summary>
/// A table whose rows hold from a position until another (<c>id</c>, <c>from_position</c>, <c>until_position</c>,
/// <c>row</c>) and follow from the events alone.
/// </summary>
internal sealed class TemporalTable(string table)
{
    private readonly BulkTable rows = new BulkTable(table,
        ("id", NpgsqlDbType.Uuid), ("from_position", NpgsqlDbType.Bigint), ("until_position", NpgsqlDbType.Bigint),
        ("row", NpgsqlDbType.Jsonb)).EndedBy(
        $$"""
        update {{table}} present set until_position = given.at
          from {given} cross join lateral ({{Present(table)}}) one
         where present.ctid = one.ctid
        """, ("id", NpgsqlDbType.Uuid), ("at", NpgsqlDbType.Bigint));

    /// <summary>
    /// The present row of <c>given.id</c>, for a lateral join: each is looked for by itself. By a join, planned
    /// when there were few rows, all present rows are read to find some, for as long as the plan is kept.
    /// </summary>
    public static string Present(string table) =>
        $"select ctid, row from {table} where id = given.id and until_position is null limit 1";

    /// <summary>Ends and begins the rows of an id, given its present one and that from each position on.</summary>
    public void Write(SqlBatch sql, Guid id, byte[]? shown, IEnumerable<(long Position, byte[]? Row)> changes)
    {
        // Since when it is shown; null where that row is in the table already.
        long? since = null;
        foreach (var (position, next) in changes)
        {
            // As written, not as compared in memory: lists that hold the same are the same row. None is empty.
            if (shown.AsSpan().SequenceEqual(next))
                continue;
            if (shown is not null && since is null)
                sql.EndRow(rows, key: id, id, position);
            else if (shown is not null)
                sql.BeginRow(rows, key: id, id, since, position, shown);
            (shown, since) = (next, position);
        }
        if (shown is not null && since is not null)
            sql.BeginRow(rows, key: id, id, since, null, shown);
    }
}
