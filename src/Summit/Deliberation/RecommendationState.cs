using System.Text.Json.Serialization;

namespace Summit.Deliberation;

/// <summary>Where a recommendation stands on its way, as readers and filters name it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecommendationStatus>))]
public enum RecommendationStatus
{
    /// <summary>Under discussion: drafted, or changed since it was last agreed.</summary>
    [JsonStringEnumMemberName("drafted")] Drafted,

    [JsonStringEnumMemberName("agreed")] Agreed,

    /// <summary>Made from several agreed ones, and as good as agreed.</summary>
    [JsonStringEnumMemberName("consolidated")] Consolidated,

    /// <summary>Gone on as part of a consolidation.</summary>
    [JsonStringEnumMemberName("merged")] Merged,

    [JsonStringEnumMemberName("forwarded")] Forwarded,
    [JsonStringEnumMemberName("received")] Received,
    [JsonStringEnumMemberName("presented")] Presented,
    [JsonStringEnumMemberName("referred-back")] ReferredBack,
    [JsonStringEnumMemberName("adopted")] Adopted,
    [JsonStringEnumMemberName("adopted-as-amended")] AdoptedAsAmended,
    [JsonStringEnumMemberName("not-adopted")] NotAdopted,
}

/// <summary>A phase in the life of a recommendation, and what may happen in it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Drafted), "drafted")]
[JsonDerivedType(typeof(Agreed), "agreed")]
[JsonDerivedType(typeof(Consolidated), "consolidated")]
[JsonDerivedType(typeof(Merged), "merged")]
[JsonDerivedType(typeof(Forwarded), "forwarded")]
[JsonDerivedType(typeof(Received), "received")]
[JsonDerivedType(typeof(Presented), "presented")]
[JsonDerivedType(typeof(ReferredBack), "referred-back")]
[JsonDerivedType(typeof(Adopted), "adopted")]
[JsonDerivedType(typeof(AdoptedAsAmended), "adopted-as-amended")]
[JsonDerivedType(typeof(NotAdopted), "not-adopted")]
public abstract record RecommendationState
{
    private RecommendationState(RecommendationStatus status, Rule? closes = null) =>
        (Status, Closes) = (status, closes);

    /// <summary>Its word.</summary>
    [JsonIgnore]
    public RecommendationStatus Status { get; }

    /// <summary>The rule by which its text can no longer change; null while it can.</summary>
    [JsonIgnore]
    public Rule? Closes { get; }

    /// <summary>Whether its text is settled, so that it can be forwarded or consolidated.</summary>
    [JsonIgnore]
    public bool IsSettled => this is Agreed or Consolidated;

    /// <summary>Whether the World Assembly has it and has not decided.</summary>
    [JsonIgnore]
    public bool IsAway => this is Forwarded or Received or Presented;

    /// <summary>Whether the World Assembly adopted it: then everybody may read it.</summary>
    [JsonIgnore]
    public bool IsAdopted => this is Adopted or AdoptedAsAmended;

    /// <summary>The state after its text was amended.</summary>
    public RecommendationState Amended() => IsSettled ? new Drafted() : this;

    /// <summary>
    /// The state after the World Assembly acknowledged it. An acknowledgement may come after what follows it.
    /// </summary>
    public RecommendationState Acknowledged() => this is Forwarded ? new Received() : this;

    public sealed record Drafted() : RecommendationState(RecommendationStatus.Drafted);

    public sealed record Agreed() : RecommendationState(RecommendationStatus.Agreed);

    public sealed record Consolidated() : RecommendationState(RecommendationStatus.Consolidated);

    /// <param name="Into">The consolidation it became part of.</param>
    public sealed record Merged(Guid Into)
        : RecommendationState(RecommendationStatus.Merged, DeliberationRules.AlreadyMerged);

    public sealed record Forwarded()
        : RecommendationState(RecommendationStatus.Forwarded, DeliberationRules.AlreadyForwarded);

    public sealed record Received()
        : RecommendationState(RecommendationStatus.Received, DeliberationRules.AlreadyForwarded);

    public sealed record Presented()
        : RecommendationState(RecommendationStatus.Presented, DeliberationRules.AlreadyForwarded);

    public sealed record ReferredBack() : RecommendationState(RecommendationStatus.ReferredBack);

    public sealed record Adopted() : RecommendationState(RecommendationStatus.Adopted, DeliberationRules.Decided);

    public sealed record AdoptedAsAmended()
        : RecommendationState(RecommendationStatus.AdoptedAsAmended, DeliberationRules.Decided);

    public sealed record NotAdopted() : RecommendationState(RecommendationStatus.NotAdopted, DeliberationRules.Decided);
}
