using System.Text.Json;

namespace Summit.Store;

/// <summary>
/// Turns events into JSON and back, by their wire names. An event of an unknown name is never passed over: reading it
/// raises, because a reader that skips what it does not know loses it silently. What was stored under a name of the
/// past is read as the event that took its place, under its present name.
/// </summary>
public sealed class EventCodec
{
    private readonly Dictionary<string, (Type Type, Category Kind)> byWire = [];
    private readonly Dictionary<Type, (string Wire, Category Kind)> byType = [];
    private readonly Dictionary<string, Upcast> byPast = [];
    private readonly ILookup<string, string> pastOf;

    public EventCodec(IEnumerable<Category> kinds, JsonSerializerOptions json)
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
        foreach (var upcast in Kinds.SelectMany(kind => kind.Upcasts))
        {
            if (byWire.ContainsKey(upcast.Wire) || !byPast.TryAdd(upcast.Wire, upcast))
                throw new ArgumentException($"{upcast.Wire} stands for two events.", nameof(kinds));
            if (!byType.ContainsKey(upcast.Type))
                throw new ArgumentException($"{upcast.Wire} is now {upcast.Type}, which has no name.", nameof(kinds));
        }
        pastOf = byPast.Values.ToLookup(upcast => byType[upcast.Type].Wire, upcast => upcast.Wire);
    }

    /// <summary>All kinds of stream.</summary>
    public IReadOnlyList<Category> Kinds { get; }

    /// <summary>How events and rows are written.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>All wire names with the types they stand for.</summary>
    public IEnumerable<(string Wire, Type Type, Category Kind)> All =>
        byWire.Select(pair => (pair.Key, pair.Value.Type, pair.Value.Kind));

    /// <summary>The wire name of an event.</summary>
    /// <exception cref="InvalidOperationException">Its type has none.</exception>
    public string Wire(object happened) => Known(happened).Wire;

    /// <summary>The event as JSON.</summary>
    public byte[] Write(object happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json);

    /// <summary>The names under which events of some wire names are stored: these, and those of their past.</summary>
    public IEnumerable<string> StoredAs(IEnumerable<string> wires) =>
        wires.SelectMany(wire => pastOf[wire].Prepend(wire));

    /// <summary>The name of now of an event that is stored under a name.</summary>
    public string Now(string wire) => byPast.TryGetValue(wire, out var past) ? byType[past.Type].Wire : wire;

    /// <summary>The event that is stored under a name.</summary>
    /// <exception cref="InvalidOperationException">The name is unknown, or the JSON is not such an event.</exception>
    public (object Data, string Kind) Read(string wire, ReadOnlySpan<byte> data)
    {
        var past = byPast.GetValueOrDefault(wire);
        var type = past?.Was ?? byWire.GetValueOrDefault(wire).Type
            ?? throw new InvalidOperationException($"No event is known by the name {wire}.");
        try
        {
            if (JsonSerializer.Deserialize(data, type, Json) is { } stored)
            {
                var happened = past is null ? stored : past.Now(stored);
                return (happened, Known(happened).Kind.Name);
            }
        }
        catch (Exception broken) when (broken is JsonException or NotSupportedException)
        {
            throw new InvalidOperationException($"The store holds a {wire} that cannot be read.", broken);
        }
        throw new InvalidOperationException($"The store holds a {wire} that is null.");
    }

    internal (string Wire, Category Kind) Known(object happened) =>
        byType.TryGetValue(happened.GetType(), out var known)
            ? known
            : throw new InvalidOperationException($"{happened.GetType()} has no wire name.");
}
