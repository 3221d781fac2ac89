using System.Text.Json.Serialization;

namespace Summit.Kernel;

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
/// <param name="ExpiresAt">From when the key is refused; null never.</param>
public sealed record Actor(
    string Id,
    Role Role,
    Guid? Congress = null,
    Track? Track = null,
    Guid? Organisation = null,
    Guid? Person = null,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>How far the key reaches.</summary>
    public Scope Scope => new(Congress, Track);

    /// <summary>
    /// Whether another reaches nothing that it does not reach itself: only then may it give or take away that key.
    /// </summary>
    public bool Covers(Actor other) => Scope.Covers(other.Scope)
        && (Organisation is null || Organisation == other.Organisation)
        && (Person is null || Person == other.Person)
        && (ExpiresAt is null || other.ExpiresAt <= ExpiresAt);

    /// <summary>Whether it reaches all Congresses and tracks, and speaks for nobody in particular.</summary>
    public bool IsUnlimited => Scope == Scope.All && Organisation is null && Person is null;

    /// <summary>
    /// Whether it may act for an organisation: its own, or any where it is an organisers' key without one.
    /// </summary>
    public bool SpeaksFor(Guid organisation) => Organisation is { } own
        ? own == organisation
        : Role is Role.Organiser or Role.Administrator;
}
