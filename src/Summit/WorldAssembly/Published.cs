using System.Text.Json.Serialization;

namespace Summit.WorldAssembly;

/// <summary>What happens in a World Assembly.</summary>
public abstract record WorldAssemblyEvent;

/// <summary>An item was presented.</summary>
public sealed record ItemPresented(Guid Recommendation, int Round, DateTimeOffset At) : WorldAssemblyEvent;

/// <summary>An item was decided.</summary>
/// <param name="Text">The text adopted, where it was adopted as amended.</param>
public sealed record ItemDecided(
    Guid Recommendation,
    int Round,
    ItemDecision Decision,
    DecidedBy By,
    DateTimeOffset At,
    Tally? Tally = null,
    LocalisedText? Text = null,
    IReadOnlyList<Objection>? Objections = null) : WorldAssemblyEvent;

/// <summary>The outcome was sealed: the adopted recommendations, numbered, under a content hash.</summary>
/// <param name="Version">From 1; a correction is a new version.</param>
/// <param name="Hash">SHA-256 over the canonical JSON of the items, in lower-case hexadecimal.</param>
public sealed record OutcomeSealed(int Version, IReadOnlyList<SealedItem> Items, string Hash, DateTimeOffset At)
    : WorldAssemblyEvent;

/// <summary>One adopted recommendation of a sealed outcome.</summary>
public sealed record SealedItem(
    int Number, Guid Recommendation, LocalisedText Text, string Authentic, IReadOnlyList<string> PolicyDomains);

/// <summary>What the World Assembly decides on an item.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemDecision>))]
public enum ItemDecision
{
    [JsonStringEnumMemberName("adopted")] Adopted,
    [JsonStringEnumMemberName("adopted-as-amended")] AdoptedAsAmended,
    [JsonStringEnumMemberName("referred-back")] ReferredBack,
    [JsonStringEnumMemberName("not-adopted")] NotAdopted,
}

/// <summary>An organisation's objection, for the record.</summary>
public sealed record Objection(Guid Organisation, [MaxText(Limits.Summary)] LocalisedText Text);

/// <summary>The wire names that other contexts follow.</summary>
public static class WorldAssemblyWire
{
    public const string Presented = "world-assembly.item-presented";
    public const string Decided = "world-assembly.item-decided";
    public const string Sealed = "world-assembly.outcome-sealed";
}
