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

    /// <summary>Whether all who take part may know of it. What was accepted once stays known.</summary>
    public bool IsPublic { get; }

    /// <summary>It waits for reviews and a decision.</summary>
    public sealed record Submitted() : PaperState(PaperStatus.Submitted, isOpen: true);

    /// <summary>It waits for its organisation to complete it.</summary>
    public sealed record Returned(string Missing, DateTimeOffset At) : PaperState(PaperStatus.Returned, isOpen: true);

    /// <summary>It was accepted, in this revision.</summary>
    public sealed record Accepted(int Revision, DateTimeOffset At) : PaperState(PaperStatus.Accepted, isPublic: true);

    /// <summary>It was not accepted.</summary>
    public sealed record Rejected(string Reason, DateTimeOffset At) : PaperState(PaperStatus.Rejected);

    /// <summary>It was taken back.</summary>
    public sealed record Withdrawn(string Reason, DateTimeOffset At, bool WasPublic)
        : PaperState(PaperStatus.Withdrawn, isPublic: WasPublic);
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
