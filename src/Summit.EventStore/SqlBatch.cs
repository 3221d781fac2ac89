using Npgsql;
using NpgsqlTypes;

namespace Summit.EventStore;

/// <summary>
/// Statements that go to the database in one round trip. Parameters are positional. Tables can be renamed on the way,
/// so that a projection can be written beside the live one.
/// </summary>
public sealed class SqlBatch
{
    private readonly NpgsqlBatch batch;
    private readonly IReadOnlyDictionary<string, string> renamed;

    internal SqlBatch(NpgsqlConnection connection, IReadOnlyDictionary<string, string>? renamed = null)
    {
        batch = new NpgsqlBatch(connection);
        this.renamed = renamed ?? new Dictionary<string, string>();
    }

    /// <summary>How many statements it holds.</summary>
    public int Count => batch.BatchCommands.Count;

    /// <summary>Adds a statement.</summary>
    /// <param name="sql">SQL with <c>$1</c>, <c>$2</c>; a constant of the code, never made from input.</param>
    /// <param name="values">The parameters in order; null is NULL, strings are text.</param>
    public void Add(string sql, params ReadOnlySpan<object?> values)
    {
        foreach (var (live, other) in renamed)
            sql = sql.Replace(live, other, StringComparison.Ordinal);
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(Parameter(value));
        batch.BatchCommands.Add(command);
    }

    /// <summary>A jsonb parameter.</summary>
    public static NpgsqlParameter Json(byte[] utf8) =>
        new() { Value = utf8, NpgsqlDbType = NpgsqlDbType.Jsonb };

    internal Task<NpgsqlDataReader> Read(CancellationToken cancel) => batch.ExecuteReaderAsync(cancel);

    internal Task Execute(CancellationToken cancel) => batch.ExecuteNonQueryAsync(cancel);

    private static NpgsqlParameter Parameter(object? value) => value switch
    {
        NpgsqlParameter ready => ready,
        null => new NpgsqlParameter { Value = DBNull.Value },
        // PostgreSQL keeps moments in UTC; Npgsql takes no other offset.
        DateTimeOffset moment => new NpgsqlParameter<DateTimeOffset>(string.Empty, moment.ToUniversalTime()),
        string text => new NpgsqlParameter<string>(string.Empty, text) { NpgsqlDbType = NpgsqlDbType.Text },
        _ => new NpgsqlParameter { Value = value },
    };
}
