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

/// <summary>
/// What each track may do, by the sources. Whom it admits is said where organisations are known: who submits papers by
/// Papers, who leads and sits in sessions by Programme.
/// </summary>
public static class Tracks
{
    /// <summary>The names of the tracks that a refusal admits.</summary>
    public static RefusalFacts Where(Func<Track, bool> admits) =>
        RefusalFacts.Admits(Enum.GetValues<Track>().Where(admits));

    extension(Track track)
    {
        /// <summary>Whether policy papers are submitted for it and taken up by its sessions.</summary>
        public bool TakesPapers => track is Track.Assembly or Track.TownHall;

        /// <summary>Whether its sessions make recommendations, which go to the World Assembly.</summary>
        public bool MakesRecommendations => track is Track.Assembly or Track.TownHall;

        /// <summary>Whether its sessions have one of the formats of the Congress.</summary>
        public bool HasFormats => track is Track.Local4Action;

        /// <summary>What it is called.</summary>
        public Sentence Name => track switch
        {
            Track.Assembly => ("Assembly", "Assemblée", "Asamblea"),
            Track.TownHall => ("Town Hall", "Town Hall", "Town Hall"),
            Track.Local4Action => ("Local4Action", "Local4Action", "Local4Action"),
            _ => ("Statutory", "Statutaire", "Estatutario"),
        };
    }
}
