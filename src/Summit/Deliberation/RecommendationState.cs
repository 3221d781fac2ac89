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

/// <summary>
/// The state of a recommendation, and the changes that it allows. Rows keep it as JSON with the properties that its
/// cases override: to rename one, or to take it from a case, changes the rows.
/// </summary>
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
    private RecommendationState()
    {
    }

    /// <summary>What it is called.</summary>
    [JsonIgnore]
    public abstract RecommendationStatus Status { get; }

    /// <summary>The rule by which its text can no longer change; null while it can.</summary>
    [JsonIgnore]
    public virtual Rule? Closes => null;

    /// <summary>The refusal of a change of its text; null while it can change.</summary>
    [JsonIgnore]
    public Refusal? RefusesChange => Closes?.Refuses(facts: Facts);

    /// <summary>What a refusal tells of it.</summary>
    [JsonIgnore]
    public RefusalFacts Facts => RefusalFacts.Is(Status);

    /// <summary>Whether its text is settled, so that it can be forwarded or consolidated.</summary>
    [JsonIgnore]
    public virtual bool IsSettled => false;

    /// <summary>Whether the World Assembly has it and has not decided.</summary>
    [JsonIgnore]
    public virtual bool IsAway => false;

    /// <summary>Whether the World Assembly adopted it: then everybody may read it.</summary>
    [JsonIgnore]
    public virtual bool IsAdopted => false;

    /// <summary>The state after its text was amended.</summary>
    public virtual RecommendationState Amended() => this;

    /// <summary>
    /// The state after the World Assembly acknowledged it. An acknowledgement may come after what follows it.
    /// </summary>
    public virtual RecommendationState Acknowledged() => this;

    public sealed record Drafted : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Drafted;
    }

    public sealed record Agreed : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Agreed;
        public override bool IsSettled => true;
        public override RecommendationState Amended() => new Drafted();
    }

    public sealed record Consolidated : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Consolidated;
        public override bool IsSettled => true;
        public override RecommendationState Amended() => new Drafted();
    }

    /// <param name="Into">The consolidation it became part of.</param>
    public sealed record Merged(Guid Into) : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Merged;
        public override Rule? Closes => DeliberationRules.AlreadyMerged;
    }

    public sealed record Forwarded : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Forwarded;
        public override Rule? Closes => DeliberationRules.AlreadyForwarded;
        public override bool IsAway => true;
        public override RecommendationState Acknowledged() => new Received();
    }

    public sealed record Received : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Received;
        public override Rule? Closes => DeliberationRules.AlreadyForwarded;
        public override bool IsAway => true;
    }

    public sealed record Presented : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Presented;
        public override Rule? Closes => DeliberationRules.AlreadyForwarded;
        public override bool IsAway => true;
    }

    public sealed record ReferredBack : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.ReferredBack;
    }

    public sealed record Adopted : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.Adopted;
        public override Rule? Closes => DeliberationRules.Decided;
        public override bool IsAdopted => true;
    }

    public sealed record AdoptedAsAmended : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.AdoptedAsAmended;
        public override Rule? Closes => DeliberationRules.Decided;
        public override bool IsAdopted => true;
    }

    public sealed record NotAdopted : RecommendationState
    {
        public override RecommendationStatus Status => RecommendationStatus.NotAdopted;
        public override Rule? Closes => DeliberationRules.Decided;
    }
}
