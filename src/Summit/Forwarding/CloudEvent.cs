using System.Globalization;
using System.Text.Json;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Forwarding;

/// <summary>An event as it is told outside: CloudEvents 1.0 in its JSON form, the same bytes each time.</summary>
public static class CloudEvent
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The envelope of an event.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="slug">The Congress it belongs to.</param>
    /// <param name="codec">How its data are written.</param>
    public static byte[] Of(RecordedEvent happened, string slug, EventCodec codec)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", happened.Id);
            json.WriteString("source", $"/congresses/{slug}");
            json.WriteString("type", happened.Type);
            json.WriteString("subject", happened.Stream.ToString());
            json.WriteString("time", happened.RecordedAt.UtcDateTime);
            // A CloudEvents integer has 32 bits, and the sequence extension is a string.
            json.WriteString("sequence", happened.Position.ToString(CultureInfo.InvariantCulture));
            json.WriteString("partitionkey", happened.Stream.ToString());
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(codec.Write(happened.Data));
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
