using System.Text.Json.Serialization;

namespace Summit.Programme;

/// <summary>What can come out of a session beside recommendations.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OutcomeKind>))]
public enum OutcomeKind
{
    [JsonStringEnumMemberName("experience")] Experience,
    [JsonStringEnumMemberName("commitment")] Commitment,
    [JsonStringEnumMemberName("decision")] Decision,
    [JsonStringEnumMemberName("mandate")] Mandate,
}
