using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Summit.Store;

/// <summary>An event on its way from store to store: as it is stored, with everything but its position.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Place within its stream, from 1.</param>
/// <param name="Kind">The noun of its stream.</param>
/// <param name="Type">The wire name under which it is stored.</param>
/// <param name="Id">Its own id.</param>
/// <param name="Data">Its data as stored.</param>
/// <param name="RecordedAt">When it was recorded first, in whichever store.</param>
/// <param name="About">Who caused it, and why.</param>
public sealed record RawEvent(
    Guid Stream,
    long Version,
    string Kind,
    string Type,
    Guid Id,
    JsonElement Data,
    DateTimeOffset RecordedAt,
    RawMetadata About)
{
    /// <summary>The header that keeps when it was recorded first, where a store gave it another time.</summary>
    internal const string FirstRecordedAt = "recordedAt";

    private const string Columns =
        $$"""
        e.stream_id, e.version, s.type, e.type, e.id, e.data,
        coalesce((e.headers ->> '{{FirstRecordedAt}}')::timestamptz, e.timestamp), e.user_name, e.correlation_id,
        e.causation_id, case when e.headers ->> '{{FirstRecordedAt}}' is null then e.headers
                             else nullif(e.headers - '{{FirstRecordedAt}}', '{}') end
          from events.mt_events e join events.mt_streams s on s.id = e.stream_id
        """;

    /// <summary>The events of some streams, in the order of their positions.</summary>
    public static IAsyncEnumerable<RawEvent> Of(
        NpgsqlConnection connection, IReadOnlyCollection<Guid> streams, CancellationToken cancel) =>
        Read(connection, $"select {Columns} where e.stream_id = any($1) order by e.seq_id", cancel, streams.ToArray());

    /// <summary>The first event of every stream, in the order of their positions.</summary>
    public static IAsyncEnumerable<RawEvent> Firsts(NpgsqlConnection connection, CancellationToken cancel) =>
        Read(connection, $"select {Columns} where e.version = 1 order by e.seq_id", cancel);

    private static async IAsyncEnumerable<RawEvent> Read(
        NpgsqlConnection connection,
        string sql,
        [EnumeratorCancellation] CancellationToken cancel,
        params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 }.With(values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return new RawEvent(
                reader.GetGuid(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetGuid(4),
                JsonElement.Parse(reader.GetString(5)), reader.GetFieldValue<DateTimeOffset>(6),
                new RawMetadata(Text(7), Text(8), Text(9), Text(10) is { } json ? JsonElement.Parse(json) : null));
        }

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }
}

/// <summary>The metadata of a stored event; each part is absent where none is stored.</summary>
/// <param name="Actor">Who acted.</param>
/// <param name="Correlation">The request or chain of work it belongs to.</param>
/// <param name="Causation">The event it reacts to.</param>
/// <param name="Headers">Whatever else is stored beside it, such as the reason.</param>
public sealed record RawMetadata(
    string? Actor = null, string? Correlation = null, string? Causation = null, JsonElement? Headers = null);
