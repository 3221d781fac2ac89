using System.Text.Json.Serialization;

namespace Summit.Programme;

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
