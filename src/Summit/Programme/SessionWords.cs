using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Summit.Http;
using Summit.Kernel;
using Summit.Register;

namespace Summit.Programme;

/// <summary>What a round table of the Assembly is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionScope>))]
public enum SessionScope
{
    /// <summary>A continent.</summary>
    [JsonStringEnumMemberName("continental")] Continental,

    /// <summary>Cities or regions of one sort, such as metropolises.</summary>
    [JsonStringEnumMemberName("sectoral")] Sectoral,

    /// <summary>A theme.</summary>
    [JsonStringEnumMemberName("thematic")] Thematic,
}

/// <summary>How one takes part in a session.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionMode>))]
public enum SessionMode
{
    [JsonStringEnumMemberName("in-person")] InPerson,
    [JsonStringEnumMemberName("online")] Online,
    [JsonStringEnumMemberName("hybrid")] Hybrid,
}

/// <summary>Where a session stands in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionStatus>))]
public enum SessionStatus
{
    /// <summary>It has no slot yet.</summary>
    [JsonStringEnumMemberName("proposed")] Proposed,

    /// <summary>It has a slot.</summary>
    [JsonStringEnumMemberName("scheduled")] Scheduled,

    /// <summary>It is sitting.</summary>
    [JsonStringEnumMemberName("open")] Open,

    /// <summary>It has sat.</summary>
    [JsonStringEnumMemberName("closed")] Closed,

    /// <summary>It has sat, and its report is there.</summary>
    [JsonStringEnumMemberName("reported")] Reported,

    /// <summary>It will not take place.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled,
}

/// <summary>What a person does in a session.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParticipantRole>))]
public enum ParticipantRole
{
    [JsonStringEnumMemberName("chair")] Chair,
    [JsonStringEnumMemberName("moderator")] Moderator,
    [JsonStringEnumMemberName("panelist")] Panelist,
    [JsonStringEnumMemberName("speaker")] Speaker,
    [JsonStringEnumMemberName("rapporteur")] Rapporteur,

    /// <summary>Serves the session rather than taking part in it.</summary>
    [JsonStringEnumMemberName("interpreter")] Interpreter,
}

/// <summary>What can come out of a session beside recommendations.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    [JsonStringEnumMemberName("experience")] Experience,
    [JsonStringEnumMemberName("commitment")] Commitment,
    [JsonStringEnumMemberName("decision")] Decision,
    [JsonStringEnumMemberName("mandate")] Mandate,
}

/// <summary>Somebody on a session's panel or at its service.</summary>
public sealed record Participant(Guid Person, ParticipantRole Role);

/// <summary>A paper on a session's agenda, in the revision that is taken.</summary>
public sealed record AgendaItem(Guid Paper, int Revision);

/// <summary>Somebody in the attendance register.</summary>
/// <param name="Person">Who is present.</param>
/// <param name="Organisation">For which organisation; in a statutory body the one whose seat they hold.</param>
public sealed record Present(Guid Person, Guid? Organisation = null);

/// <summary>How many of a section and a gender attended.</summary>
/// <param name="Section">The code of the section.</param>
/// <param name="Gender">As they declared it themselves.</param>
/// <param name="Count">How many.</param>
public sealed record Attended([Code] string Section, Gender Gender, [Range(0, 1_000_000)] int Count);

/// <summary>What came out of a session.</summary>
public sealed record SessionOutcome(OutcomeKind Kind, [MaxText(MaxTextAttribute.Text)] LocalisedText Text);
