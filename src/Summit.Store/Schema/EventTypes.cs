using System.Text.Json;
using Marten.Events;
using Marten.Services.Json.Transformations;

namespace Summit.Store;

/// <summary>
/// All categories with their events by wire name and by type. Marten gets its names and upcasts from here; an import,
/// which reads stored JSON without Marten, uses the same.
/// </summary>
public sealed class EventTypes
{
    private readonly Dictionary<string, Type> byWire = [];
    private readonly Dictionary<Type, (string Wire, Category Category)> byType = [];
    private readonly Dictionary<string, PastEvent> byPastWire = [];
    private readonly ILookup<string, string> pastWires;

    /// <exception cref="ArgumentException">A wire name has two meanings, or an upcast leads to no event.</exception>
    public EventTypes(IEnumerable<Category> categories, JsonSerializerOptions json)
    {
        Json = json;
        Categories = [.. categories];
        foreach (var category in Categories)
        {
            foreach (var (wire, type) in category.Events)
            {
                byWire.Add(wire, type);
                byType.Add(type, (wire, category));
            }
        }
        foreach (var past in Categories.SelectMany(category => category.PastEvents))
        {
            if (byWire.ContainsKey(past.Wire) || !byPastWire.TryAdd(past.Wire, past))
                throw new ArgumentException($"{past.Wire} names two events.", nameof(categories));
            if (!byType.ContainsKey(past.Type))
                throw new ArgumentException($"{past.Wire} is upcast to {past.Type}, which has no wire name.");
        }
        pastWires = byPastWire.Values.ToLookup(past => byType[past.Type].Wire, past => past.Wire);
    }

    /// <summary>All categories.</summary>
    public IReadOnlyList<Category> Categories { get; }

    /// <summary>All names that events are stored under, of the past too.</summary>
    public string[] Stored => field ??= StoredAs(byWire.Keys);

    /// <summary>How events are written as JSON.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>All wire names with the types they name.</summary>
    public IEnumerable<(string Wire, Type Type, Category Category)> All =>
        byType.Select(pair => (pair.Value.Wire, pair.Key, pair.Value.Category));

    /// <summary>An event's wire name and category. Of an event that was upcast, the present ones.</summary>
    /// <exception cref="InvalidOperationException">Its type has no wire name.</exception>
    public (string Wire, Category Category) Of(object happened) =>
        byType.TryGetValue(happened.GetType(), out var known)
            ? known
            : throw new InvalidOperationException($"{happened.GetType()} has no wire name.");

    /// <summary>The names under which events of some wire names are stored: these, and those of their past.</summary>
    public string[] StoredAs(IEnumerable<string> wires) => [.. wires.SelectMany(wire => pastWires[wire].Prepend(wire))];

    /// <summary>All names that events are stored under, but those of some types.</summary>
    public string[] StoredBut(IEnumerable<Type> types) => [.. Stored.Except(StoredAs(types.Select(WireOf)))];

    /// <summary>The wire name of a type of events.</summary>
    public string WireOf(Type type) => byType[type].Wire;

    /// <summary>The event as JSON.</summary>
    public byte[] Write(object happened) => JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json);

    /// <summary>Whether events are stored under a name, now or in the past.</summary>
    internal bool Knows(string wire) => byWire.ContainsKey(wire) || byPastWire.ContainsKey(wire);

    /// <summary>Says that a name is unknown.</summary>
    internal static string Unknown(string wire) => $"No event is known by the name {wire}.";

    /// <summary>The event that is stored under a name.</summary>
    /// <exception cref="InvalidDataException">The name is unknown, or the JSON is not such an event.</exception>
    public object Read(string wire, ReadOnlySpan<byte> data)
    {
        var past = byPastWire.GetValueOrDefault(wire);
        var type = past?.Shape ?? byWire.GetValueOrDefault(wire)
            ?? throw new InvalidDataException(Unknown(wire));
        try
        {
            if (JsonSerializer.Deserialize(data, type, Json) is { } stored)
                return past is null ? stored : past.Upcast(stored);
        }
        catch (Exception broken)
        {
            throw new InvalidDataException($"The data of a {wire} cannot be read.", broken);
        }
        throw new InvalidDataException($"The data of a {wire} is null.");
    }

    /// <summary>Registers the present wire names and the upcasts of past ones with Marten.</summary>
    internal void Register(IEventStoreOptions events)
    {
        foreach (var (wire, type, _) in All)
            events.MapEventType(type, wire);
        foreach (var past in byPastWire.Values)
        {
            events.Upcast(past.Type, past.Wire, new JsonTransformation(
                (serializer, row, column) => past.Upcast(serializer.FromJson(past.Shape, row, column))));
        }
    }
}
