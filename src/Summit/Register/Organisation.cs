using System.Text.Json.Serialization;

namespace Summit.Register;

/// <summary>What an organisation is; tracks and formats say which kinds they admit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrganisationKind>))]
public enum OrganisationKind
{
    /// <summary>A section of the world organisation.</summary>
    [JsonStringEnumMemberName("section")] Section,

    /// <summary>Another organisation of local governments, invited to submit papers like a section.</summary>
    [JsonStringEnumMemberName("sister-organisation")] SisterOrganisation,

    /// <summary>A national association of local governments.</summary>
    [JsonStringEnumMemberName("association")] Association,

    [JsonStringEnumMemberName("local-government")] LocalGovernment,
    [JsonStringEnumMemberName("regional-government")] RegionalGovernment,

    /// <summary>A commission or working group of the world organisation, its consultation mechanism.</summary>
    [JsonStringEnumMemberName("commission")] Commission,

    /// <summary>A partner from civil society: leads the Town Hall.</summary>
    [JsonStringEnumMemberName("civil-society-partner")] CivilSocietyPartner,

    [JsonStringEnumMemberName("national-government")] NationalGovernment,
    [JsonStringEnumMemberName("international-institution")] InternationalInstitution,
    [JsonStringEnumMemberName("stakeholder")] Stakeholder,

    /// <summary>One of the bodies that meet in the Statutory track.</summary>
    [JsonStringEnumMemberName("statutory-body")] StatutoryBody,
}

/// <summary>What one can be a member of; the two are separate facts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MembershipOf>))]
public enum MembershipOf
{
    [JsonStringEnumMemberName("world-organisation")] WorldOrganisation,

    /// <summary>The organised movement of local and regional governments in the Global Taskforce.</summary>
    [JsonStringEnumMemberName("constituency")] Constituency,
}

/// <summary>A membership from a day until before another.</summary>
/// <param name="Of">Of what.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The first day on which it no longer holds; absent while it holds.</param>
public sealed record Membership(MembershipOf Of, DateOnly From, DateOnly? Until = null)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day < Until);
}

/// <summary>An entry of the register: an organisation or a person.</summary>
public interface IRegisterEntry : IScoped
{
    /// <summary>Its id.</summary>
    Guid Id { get; }

    /// <summary>How often it was written, from 1: its entity tag.</summary>
    long Version { get; }

    /// <summary>The Congress with whose key it was entered; null where it was no single one's.</summary>
    Guid? Congress { get; }

    /// <summary>When it was registered.</summary>
    DateTimeOffset CreatedAt { get; }

    // Who acts on it acts on all who name it: within the Congress that entered it, or everywhere.
    Scope IScoped.Scope => new(Congress);
}

/// <summary>An organisation of the register.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Code">A short name, needed by sections and statutory bodies.</param>
/// <param name="Section">The code of the section it belongs to.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Memberships">What it is a member of, and was.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record Organisation(
    Guid Id,
    LocalisedText Name,
    OrganisationKind Kind,
    string? Code,
    string? Section,
    string? Country,
    IReadOnlyList<Membership> Memberships,
    DateTimeOffset CreatedAt) : IRegisterEntry
{
    /// <inheritdoc/>
    [JsonIgnore]
    public long Version { get; init; } = 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public Guid? Congress { get; init; }

    /// <summary>The entry of the same organisation that this one is joined into (RE8).</summary>
    public Guid? JoinedInto { get; init; }

    /// <summary>Whether it can be given something to do: not joined into another entry.</summary>
    [JsonIgnore]
    public bool IsPresent => JoinedInto is null;

    /// <summary>Whether it is a member on a day.</summary>
    public bool IsMember(MembershipOf of, DateOnly day) => Memberships.Any(m => m.Of == of && m.HoldsOn(day));
}

/// <summary>A person of the register. Nothing of this is ever in an event: events hold the id.</summary>
/// <param name="Id">Their id, which stays when the rest is erased.</param>
/// <param name="Name">Their name; absent once erased.</param>
/// <param name="Office">The office they hold.</param>
/// <param name="Gender">As they declared it themselves, if they did.</param>
/// <param name="Languages">The languages they speak.</param>
/// <param name="Organisation">The organisation they come from.</param>
/// <param name="Section">The section they come from, where it is not their organisation's.</param>
/// <param name="Email">Where they are written to.</param>
/// <param name="CreatedAt">When they were registered.</param>
/// <param name="ErasedAt">When their data was erased.</param>
public sealed record Person(
    Guid Id,
    string? Name,
    string? Office,
    Gender? Gender,
    IReadOnlyList<string> Languages,
    Guid? Organisation,
    string? Section,
    string? Email,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ErasedAt = null) : IRegisterEntry
{
    /// <inheritdoc/>
    [JsonIgnore]
    public long Version { get; init; } = 1;

    /// <inheritdoc/>
    [JsonIgnore]
    public Guid? Congress { get; init; }

    /// <summary>The entry of the same person that this one is joined into (RE7).</summary>
    public Guid? JoinedInto { get; init; }

    /// <summary>Whether they can be given something to do: neither erased nor joined into another entry.</summary>
    [JsonIgnore]
    public bool IsPresent => ErasedAt is null && JoinedInto is null;

    /// <summary>What may be kept of them for ever.</summary>
    public Person WithoutData() =>
        new(Id, null, null, null, [], null, null, null, CreatedAt) { JoinedInto = JoinedInto };

    /// <summary>What those see to whom address and gender were not given (RE4).</summary>
    public Person WithoutContact() => this with { Gender = null, Email = null };

    /// <summary>
    /// The kind of organisation they come from. Somebody without an organisation who is entered for a section comes
    /// from that section.
    /// </summary>
    /// <param name="organisation">Their organisation; null where the register has none.</param>
    public OrganisationKind? KindWith(Organisation? organisation) =>
        organisation?.Kind ?? (Section is null ? null : OrganisationKind.Section);
}

/// <summary>Gender as self-declared.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Gender>))]
public enum Gender
{
    [JsonStringEnumMemberName("woman")] Woman,
    [JsonStringEnumMemberName("man")] Man,
    [JsonStringEnumMemberName("non-binary")] NonBinary,
    [JsonStringEnumMemberName("undisclosed")] Undisclosed,
}
