using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Summit.Kernel;

/// <summary>How something was decided.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecidedBy>))]
public enum DecidedBy
{
    /// <summary>No one present was against it.</summary>
    [JsonStringEnumMemberName("consensus")] Consensus,

    /// <summary>Votes were counted.</summary>
    [JsonStringEnumMemberName("vote")] Vote,

    /// <summary>A majority was seen and not counted.</summary>
    [JsonStringEnumMemberName("show-of-hands")] ShowOfHands,
}

/// <summary>Votes as they were counted.</summary>
public sealed record Tally(
    [Range(0, int.MaxValue)] int For, [Range(0, int.MaxValue)] int Against, [Range(0, int.MaxValue)] int Abstaining)
{
    /// <summary>A simple majority of the votes cast; abstentions are none (constitution, art. 38).</summary>
    [JsonIgnore]
    public bool Carries => For > Against;
}
