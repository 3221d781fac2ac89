using System.Collections;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>A table whose rows are written many at a time.</summary>
public sealed class BulkTable
{
    /// <summary>A table whose columns take the values as they are.</summary>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="columns">The columns that are written, with their types.</param>
    public BulkTable(string table, params (string Name, NpgsqlDbType Type)[] columns)
        : this(table, Names(columns), "*", columns)
    {
    }

    /// <summary>A table whose columns are made from the values.</summary>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="into">The columns that are written.</param>
    /// <param name="select">What they are made of, from the values by their names.</param>
    /// <param name="values">The names and types of the values.</param>
    public BulkTable(string table, string into, string select, params (string Name, NpgsqlDbType Type)[] values)
    {
        Types = [.. values.Select(value => value.Type)];
        Sql = $"insert into {table} ({into}) select {select} from {Given(values)}";
    }

    private BulkTable(string sql, IReadOnlyList<NpgsqlDbType> types) => (Sql, Types) = (sql, types);

    /// <summary>What a statement makes of many values at a time, in place of rows of their own.</summary>
    /// <param name="sql">A statement that finds the values where it says <c>{given}</c>, as <c>given</c>.</param>
    /// <param name="values">The names and types of the values.</param>
    public static BulkTable Of(string sql, params (string Name, NpgsqlDbType Type)[] values) =>
        new(sql.Replace("{given}", Given(values), StringComparison.Ordinal), [.. values.Select(value => value.Type)]);

    internal IReadOnlyList<NpgsqlDbType> Types { get; }

    internal string Sql { get; }

    internal BulkTable? Ends { get; private init; }

    /// <summary>The same table, with how present rows are ended, many at a time.</summary>
    /// <param name="sql">A statement that finds the values where it says <c>{given}</c>, as <c>given</c>.</param>
    /// <param name="values">The names and types of the values.</param>
    public BulkTable EndedBy(string sql, params (string Name, NpgsqlDbType Type)[] values) => new(Sql, Types)
    {
        Ends = Of(sql, values),
    };

    private static string Given((string Name, NpgsqlDbType Type)[] values) =>
        $"unnest({string.Join(", ", Enumerable.Range(1, values.Length).Select(n => $"${n}"))}) as given "
        + $"({Names(values)})";

    private static string Names((string Name, NpgsqlDbType Type)[] columns) =>
        string.Join(", ", columns.Select(column => column.Name));
}

/// <summary>The rows to write to one table, column by column, as one statement takes them.</summary>
/// <param name="table">The table.</param>
/// <param name="owner">Whose row is the first.</param>
internal sealed class BulkInsert(BulkTable table, int owner)
{
    private readonly IList[] columns = [.. table.Types.Select(Column)];
    private readonly HashSet<object> keys = [];

    public BulkTable Table => table;

    /// <summary>Whose rows they are; <see cref="SqlBatch.Shared"/> where they are of several.</summary>
    public int Owner { get; private set; } = owner;

    public void Add(ReadOnlySpan<object?> values, int by, object? key = null)
    {
        if (key is not null)
            keys.Add(key);
        if (by != Owner)
            Owner = SqlBatch.Shared;
        if (values.Length != columns.Length)
            throw new ArgumentException($"{columns.Length} values are expected, not {values.Length}.", nameof(values));
        for (var n = 0; n < columns.Length; n++)
            columns[n].Add(SqlParameters.Sendable(values[n]));
    }

    /// <summary>Whether a row was added under a key.</summary>
    public bool Holds(object key) => keys.Contains(key);

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        for (var n = 0; n < columns.Length; n++)
        {
            parameters.Add(
                new NpgsqlParameter { Value = columns[n], NpgsqlDbType = NpgsqlDbType.Array | table.Types[n] });
        }
    }

    private static IList Column(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Uuid => new List<Guid?>(),
        NpgsqlDbType.Bigint => new List<long?>(),
        NpgsqlDbType.Integer => new List<int?>(),
        NpgsqlDbType.Text => new List<string?>(),
        NpgsqlDbType.Jsonb or NpgsqlDbType.Bytea => new List<byte[]?>(),
        NpgsqlDbType.TimestampTz => new List<DateTimeOffset?>(),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No column of this type is written yet."),
    };
}
