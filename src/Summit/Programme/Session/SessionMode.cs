using System.Text.Json.Serialization;

namespace Summit.Programme;

/// <summary>How one takes part in a session.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionMode>))]
public enum SessionMode
{
    [JsonStringEnumMemberName("in-person")] InPerson,
    [JsonStringEnumMemberName("online")] Online,
    [JsonStringEnumMemberName("hybrid")] Hybrid,
}
