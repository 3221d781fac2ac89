using System.Text.Json.Serialization;

namespace Summit.Papers;

/// <summary>The state of a paper, from submission to decision.</summary>
public abstract record PaperState
{
    private PaperState(PaperStatus status, bool isOpen = false, bool isPublic = false) =>
        (Status, IsOpen, IsPublic) = (status, isOpen, isPublic);

    /// <summary>Its name in JSON and filters.</summary>
    public PaperStatus Status { get; }

    /// <summary>Whether it is still open: neither accepted, rejected nor withdrawn.</summary>
    public bool IsOpen { get; }

    /// <summary>Whether all who take part may know of it. What is withdrawn after its acceptance stays known.</summary>
    public bool IsPublic { get; }

    /// <summary>What is missing, or why it was rejected or withdrawn; null where no act gave a reason.</summary>
    public string? Reason => this switch
    {
        Returned returned => returned.Missing,
        Rejected rejected => rejected.Why,
        Withdrawn withdrawn => withdrawn.Why,
        _ => null,
    };

    /// <summary>The same, with its reason in other words.</summary>
    internal PaperState With(string reason) => this switch
    {
        Returned returned => returned with { Missing = reason },
        Rejected rejected => rejected with { Why = reason },
        Withdrawn withdrawn => withdrawn with { Why = reason },
        _ => this,
    };

    /// <summary>What the paper is again where this is rescinded; the same where there is nothing to rescind.</summary>
    internal PaperState Rescinded() => this switch
    {
        Accepted => new Submitted(),
        Rejected rejected => rejected.Before,
        Withdrawn withdrawn => withdrawn.Before,
        _ => this,
    };

    /// <summary>It waits for reviews and a decision.</summary>
    public sealed record Submitted() : PaperState(PaperStatus.Submitted, isOpen: true);

    /// <summary>It waits for its organisation to complete it.</summary>
    public sealed record Returned(string Missing, DateTimeOffset At) : PaperState(PaperStatus.Returned, isOpen: true);

    /// <summary>It was accepted, in this revision.</summary>
    public sealed record Accepted(int Revision, DateTimeOffset At) : PaperState(PaperStatus.Accepted, isPublic: true);

    /// <summary>It was not accepted.</summary>
    /// <param name="Before">What it was before.</param>
    public sealed record Rejected(string Why, DateTimeOffset At, PaperState Before) : PaperState(PaperStatus.Rejected);

    /// <summary>It was taken back.</summary>
    /// <param name="Before">What it was before.</param>
    public sealed record Withdrawn(string Why, DateTimeOffset At, PaperState Before)
        : PaperState(PaperStatus.Withdrawn, isPublic: Before.IsPublic);
}

/// <summary>An act that was rescinded: what is lifted, why, and when.</summary>
public sealed record Rescinding(RescindedAct Act, string Reason, DateTimeOffset At);

/// <summary>The acts on a paper that can be rescinded.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RescindedAct>))]
public enum RescindedAct
{
    [JsonStringEnumMemberName("acceptance")] Acceptance,
    [JsonStringEnumMemberName("rejection")] Rejection,
    [JsonStringEnumMemberName("withdrawal")] Withdrawal,
}

/// <summary>The words for where a paper stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaperStatus>))]
public enum PaperStatus
{
    [JsonStringEnumMemberName("submitted")] Submitted,
    [JsonStringEnumMemberName("returned")] Returned,
    [JsonStringEnumMemberName("accepted")] Accepted,
    [JsonStringEnumMemberName("rejected")] Rejected,
    [JsonStringEnumMemberName("withdrawn")] Withdrawn,
}
