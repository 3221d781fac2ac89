using System.Text.Json.Serialization;

namespace Summit.Programme;

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
