using System.Text.Json.Serialization;

namespace Summit.Kernel;

/// <summary>The four tracks of a Congress. Fixed by the sources; formats within them are data.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Track>))]
public enum Track
{
    [JsonStringEnumMemberName("assembly")] Assembly,
    [JsonStringEnumMemberName("town-hall")] TownHall,
    [JsonStringEnumMemberName("local4action")] Local4Action,
    [JsonStringEnumMemberName("statutory")] Statutory,
}

/// <summary>What somebody may do, in kind. What of it they may do is the scope of their key.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Prepares and runs a Congress: programme, calls, reviews, World Assembly.</summary>
    [JsonStringEnumMemberName("organiser")] Organiser,

    /// <summary>Speaks for one organisation: its papers, endorsements, proposals, amendments.</summary>
    [JsonStringEnumMemberName("partner")] Partner,

    /// <summary>Keeps a session's record: drafts, amends, notes agreement, consolidates, forwards.</summary>
    [JsonStringEnumMemberName("rapporteur")] Rapporteur,

    /// <summary>Keeps a statutory body's attendance and meetings.</summary>
    [JsonStringEnumMemberName("secretary")] Secretary,

    /// <summary>Takes part in person: reviews papers assigned to them, proposes amendments.</summary>
    [JsonStringEnumMemberName("delegate")] Delegate,

    /// <summary>Reads everything, writes nothing.</summary>
    [JsonStringEnumMemberName("auditor")] Auditor,

    /// <summary>Issues keys, and may do whatever does not need a person's or organisation's own voice.</summary>
    [JsonStringEnumMemberName("administrator")] Administrator,
}

/// <summary>Who acts: the holder of a key, with the role and the scope that the key gives.</summary>
/// <param name="Id">What is written beside events: the key's id, never a name.</param>
/// <param name="Role">The role.</param>
/// <param name="Congress">Only in this Congress; null for all.</param>
/// <param name="Track">Only in this track; null for all.</param>
/// <param name="Organisation">The organisation it speaks for; null where it speaks for none.</param>
/// <param name="Person">The person who holds it, where it was issued to one.</param>
public sealed record Actor(
    string Id, Role Role, Guid? Congress = null, Track? Track = null, Guid? Organisation = null, Guid? Person = null)
{
    /// <summary>Whether something of this Congress and track is within the scope.</summary>
    public bool HasScope(Guid? congress, Track? track) =>
        (Congress is null || congress is null || Congress == congress)
        && (Track is null || track is null || Track == track);

    /// <summary>Whether it may act for an organisation: its own, or any where it is the organisers' own key.</summary>
    public bool SpeaksFor(Guid organisation) =>
        Role is Role.Organiser or Role.Administrator || Organisation == organisation;
}

/// <summary>
/// Something that belongs to a Congress, and perhaps to a track: outside a key's scope it cannot be acted on.
/// </summary>
public interface IScoped
{
    /// <summary>The Congress it belongs to.</summary>
    Guid Congress { get; }

    /// <summary>The track it belongs to; null where it belongs to none.</summary>
    Track? Track { get; }
}
