using System.Text.Json;

namespace Summit.EventStore;

/// <summary>
/// Turns events into JSON and back, by their wire names. An event of an unknown name is never passed over: reading it
/// raises, because a reader that skips what it does not know loses it silently.
/// </summary>
public sealed class EventCodec
{
    private readonly Dictionary<string, (Type Type, StreamKind Kind)> byWire = [];
    private readonly Dictionary<Type, (string Wire, StreamKind Kind)> byType = [];

    public EventCodec(IEnumerable<StreamKind> kinds, JsonSerializerOptions json)
    {
        Json = json;
        Kinds = [.. kinds];
        foreach (var kind in Kinds)
        {
            foreach (var (wire, type) in kind.Events)
            {
                byWire.Add(wire, (type, kind));
                byType.Add(type, (wire, kind));
            }
        }
    }

    /// <summary>All kinds of stream.</summary>
    public IReadOnlyList<StreamKind> Kinds { get; }

    /// <summary>How events and rows are written.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>All wire names with the types they stand for.</summary>
    public IEnumerable<(string Wire, Type Type, StreamKind Kind)> All =>
        byWire.Select(pair => (pair.Key, pair.Value.Type, pair.Value.Kind));

    /// <summary>The wire name of an event.</summary>
    /// <exception cref="InvalidOperationException">Its type has none.</exception>
    public string Wire(object happened) => Known(happened).Wire;

    /// <summary>The event as JSON.</summary>
    public byte[] Write(object happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json);

    /// <summary>The event of a wire name.</summary>
    /// <exception cref="InvalidOperationException">The name is unknown, or the JSON is not such an event.</exception>
    public (object Data, string Kind) Read(string wire, ReadOnlySpan<byte> data)
    {
        if (!byWire.TryGetValue(wire, out var known))
            throw new InvalidOperationException($"No event is known by the name {wire}.");
        try
        {
            if (JsonSerializer.Deserialize(data, known.Type, Json) is { } happened)
                return (happened, known.Kind.Name);
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            throw new InvalidOperationException($"The store holds a {wire} that cannot be read.", broken);
        }
        throw new InvalidOperationException($"The store holds a {wire} that is null.");
    }

    internal (string Wire, StreamKind Kind) Known(object happened) =>
        byType.TryGetValue(happened.GetType(), out var known)
            ? known
            : throw new InvalidOperationException($"{happened.GetType()} has no wire name.");
}
