using System.Text.Json.Serialization;

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
