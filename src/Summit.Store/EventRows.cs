using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>How a row of <c>mt_events</c> is read.</summary>
internal static class EventRows
{
    public const string Columns =
        "seq_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id, headers";

    /// <summary>How many columns these are: what a query adds begins here.</summary>
    public const int Width = 11;

    /// <summary>The names that events of some wire names are stored under, of the past too; null for all.</summary>
    public static NpgsqlParameter Stored(EventCodec codec, IEnumerable<string>? wires) => new()
    {
        Value = wires is null ? DBNull.Value : codec.StoredAs(wires).ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar,
    };

    public static async Task<List<RecordedEvent>> Read(
        NpgsqlCommand command, EventCodec codec, CancellationToken cancel)
    {
        var events = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            events.Add(Read(reader, codec));
        return events;
    }

    /// <exception cref="InvalidOperationException">Its wire name is unknown, or its JSON is no such event.</exception>
    public static RecordedEvent Read(NpgsqlDataReader reader, EventCodec codec)
    {
        var wire = reader.GetString(4);
        var json = reader.GetFieldValue<byte[]>(5);
        var (data, kind) = codec.Read(wire, json);
        var about = new EventMetadata(Text(7) ?? string.Empty, Text(8), Text(9), Reason(Text(10)));
        return new RecordedEvent(reader.GetInt64(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetInt64(3),
            kind, codec.Now(wire), data, reader.GetFieldValue<DateTimeOffset>(6), about) { Bytes = json.Length };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static string? Reason(string? headers)
    {
        if (headers is null)
            return null;
        using var json = JsonDocument.Parse(headers);
        return json.RootElement.TryGetProperty("reason", out var reason) ? reason.GetString() : null;
    }
}
