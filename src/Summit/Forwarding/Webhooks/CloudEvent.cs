using System.Globalization;
using System.Text.Json;
using JasperFx.Events;
using Summit.Store;

namespace Summit.Forwarding;

/// <summary>Builds the body of a forward: CloudEvents 1.0 in its JSON form, the same bytes each time.</summary>
public static class CloudEvent
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The envelope of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="slug">The Congress it belongs to.</param>
    /// <param name="types">The events' names and JSON.</param>
    public static byte[] Of(IEvent happened, string slug, EventTypes types)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", happened.Id);
            json.WriteString("source", $"/congresses/{slug}");
            json.WriteString("type", types.Of(happened.Data).Wire);
            json.WriteString("subject", happened.StreamId.ToString());
            json.WriteString("time", happened.Timestamp.UtcDateTime);
            // A CloudEvents integer has 32 bits, and the sequence extension is a string.
            json.WriteString("sequence", happened.Sequence.ToString(CultureInfo.InvariantCulture));
            json.WriteString("partitionkey", happened.StreamId.ToString());
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(types.Write(happened.Data));
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
