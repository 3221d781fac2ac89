using Npgsql;
using NpgsqlTypes;

namespace Summit.EventStore;

/// <summary>A table whose rows are written many at a time.</summary>
/// <param name="table">The table, with its schema.</param>
/// <param name="columns">The columns that are written, with their types.</param>
public sealed class RowsOf(string table, params (string Name, NpgsqlDbType Type)[] columns)
{
    internal IReadOnlyList<(string Name, NpgsqlDbType Type)> Columns => columns;

    internal string Sql { get; } =
        $"insert into {table} ({string.Join(", ", columns.Select(column => column.Name))}) "
        + $"select * from unnest({string.Join(", ", Enumerable.Range(1, columns.Length).Select(n => $"${n}"))})";
}

/// <summary>Rows of one table on their way, column by column, as one statement takes them.</summary>
internal sealed class BulkRows(RowsOf table)
{
    private readonly Column[] columns = [.. table.Columns.Select(column => Column.Of(column.Type))];

    public RowsOf Table => table;

    public void Add(ReadOnlySpan<object?> values)
    {
        if (values.Length != columns.Length)
            throw new ArgumentException($"{columns.Length} values are expected, not {values.Length}.", nameof(values));
        for (var n = 0; n < columns.Length; n++)
            columns[n].Add(values[n]);
    }

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        foreach (var column in columns)
            parameters.Add(column.Parameter);
    }

    private abstract class Column
    {
        public abstract NpgsqlParameter Parameter { get; }

        public abstract void Add(object? value);

        public static Column Of(NpgsqlDbType type) => type switch
        {
            NpgsqlDbType.Uuid => new Of<Guid?>(type),
            NpgsqlDbType.Bigint => new Of<long?>(type),
            NpgsqlDbType.Integer => new Of<int?>(type),
            NpgsqlDbType.Text => new Of<string?>(type),
            NpgsqlDbType.Jsonb or NpgsqlDbType.Bytea => new Of<byte[]?>(type),
            NpgsqlDbType.TimestampTz => new Moments(),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No column of this type is written yet."),
        };
    }

    private class Of<T>(NpgsqlDbType type) : Column
    {
        private readonly List<T> values = [];

        public override NpgsqlParameter Parameter => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

        public override void Add(object? value) => values.Add((T)value!);
    }

    // PostgreSQL keeps moments in UTC; Npgsql takes no other offset.
    private sealed class Moments() : Of<DateTimeOffset?>(NpgsqlDbType.TimestampTz)
    {
        public override void Add(object? value) => base.Add(((DateTimeOffset?)value)?.ToUniversalTime());
    }
}
