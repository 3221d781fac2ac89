using System.Globalization;
using Npgsql;

namespace Summit.Faults;

/// <summary>A stored event, with what the checks need.</summary>
/// <param name="Marker">The marker of the intent that caused it; null if none is looked for.</param>
/// <param name="Slot">The slot it gives a session, if any.</param>
/// <param name="About">Its recommendation, if any.</param>
/// <param name="Round">The round of the recommendation, if any.</param>
internal sealed record Happened(
    long Position, Guid Id, Guid Stream, long Version, string Type, string? Marker, TakenSlot? Slot, Guid? About,
    int? Round);

/// <summary>A room during a half-open interval.</summary>
internal sealed record TakenSlot(Guid Room, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Reads all events, in the order of their positions.</summary>
internal static class EventLog
{
    public const string Forwarded = "deliberation.recommendation-forwarded";
    public const string Received = "deliberation.recommendation-received";
    public const string Presented = "deliberation.recommendation-presented";
    public const string ReferredBack = "deliberation.recommendation-referred-back";
    public const string Tabled = "world-assembly.item-tabled";
    public const string ItemPresented = "world-assembly.item-presented";
    public const string ItemDecided = "world-assembly.item-decided";

    private const string Agreed = "deliberation.recommendation-agreed";
    private const string Drafted = "deliberation.recommendation-drafted";
    private const string Translated = "deliberation.recommendation-translated";
    private const string Debated = "world-assembly.debate-opened";

    private const string All =
        """
        select seq_id, id, stream_id, version, type, data -> 'title' ->> 'en', data -> 'text' ->> 'en',
               case when jsonb_typeof(data -> 'text') = 'string' then data ->> 'text' end,
               (data -> 'slot' ->> 'room')::uuid, (data -> 'slot' ->> 'startsAt')::timestamptz,
               (data -> 'slot' ->> 'endsAt')::timestamptz, (data ->> 'recommendation')::uuid, (data ->> 'round')::int
          from events.mt_events order by seq_id
        """;

    /// <summary>Reads them.</summary>
    public static async Task<IReadOnlyList<Happened>> Read(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(All, connection) { CommandTimeout = 300 };
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<Happened>();
        while (await reader.ReadAsync())
        {
            var (stream, type) = (reader.GetGuid(2), reader.GetString(4));
            var slot = reader.IsDBNull(8) ? null : new TakenSlot(reader.GetGuid(8),
                reader.GetFieldValue<DateTimeOffset>(9), reader.GetFieldValue<DateTimeOffset>(10));
            var about = reader.IsDBNull(11) ? (Guid?)null : reader.GetGuid(11);
            var text = reader.IsDBNull(5) ? reader.IsDBNull(6) ? Text(7) : Text(6) : Text(5);
            events.Add(new Happened(reader.GetInt64(0), reader.GetGuid(1), stream, reader.GetInt64(3), type,
                MarkerOf(type, stream, text, slot, about), slot, about,
                reader.IsDBNull(12) ? null : reader.GetInt32(12)));
        }
        return events;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private static string? MarkerOf(string type, Guid stream, string? text, TakenSlot? slot, Guid? about) => type switch
    {
        "programme.session-proposed" or "programme.session-retitled" => $"title {text}",
        Drafted or Translated => $"text {text}",
        Agreed => $"agreed {stream}",
        Forwarded => $"forwarded {stream}",
        ItemPresented => $"presented {about}",
        Debated => $"debated {about}",
        ItemDecided => $"decided {about}",
        _ when slot is not null => WorkloadCongress.MarkerOf(slot.Room, slot.From),
        _ => null,
    };

    /// <summary>Describes an event in a finding.</summary>
    public static string Say(Happened happened) => string.Create(CultureInfo.InvariantCulture,
        $"{happened.Type} at position {happened.Position}, version {happened.Version} of {happened.Stream}");
}
