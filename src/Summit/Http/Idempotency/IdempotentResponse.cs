using System.Text;
using NpgsqlTypes;
using Summit.Store;

namespace Summit.Http;

/// <summary>The response to a command that its caller may send again under the same key.</summary>
/// <param name="Caller">Whose key it is: the same key of another caller is another key.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="Fingerprint">Of the request, so that another request under the same key is noticed.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Headers that belong to the response, as a JSON object.</param>
/// <param name="Body">The body.</param>
public sealed record IdempotentResponse(
    string Caller, string Key, byte[] Fingerprint, int Status, string Headers, byte[] Body) : IIdempotentOperation
{
    /// <summary>The position that the command reached, once it is kept; 0 where that is not known.</summary>
    public long Position { get; init; }

    private static readonly BulkTable Table = new("events.answers",
        ("caller", NpgsqlDbType.Text), ("key", NpgsqlDbType.Text), ("fingerprint", NpgsqlDbType.Bytea),
        ("status", NpgsqlDbType.Integer), ("headers", NpgsqlDbType.Jsonb), ("body", NpgsqlDbType.Bytea),
        ("created", NpgsqlDbType.TimestampTz), ("position", NpgsqlDbType.Bigint));

    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.AddRow(Table,
        Caller, Key, Fingerprint, Status, Encoding.UTF8.GetBytes(Headers), Body, placed.RecordedAt,
        placed.After);
}
