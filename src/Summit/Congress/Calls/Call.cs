using System.Text.Json.Serialization;

namespace Summit.Congress;

/// <summary>What is called for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallFor>))]
public enum CallFor
{
    [JsonStringEnumMemberName("papers")] Papers,
    [JsonStringEnumMemberName("sessions")] Sessions,
}

/// <summary>A call as it is now.</summary>
public sealed record Call(
    Guid Id, CallFor For, Track Track, string? Format, DateTimeOffset OpensAt, DateTimeOffset ClosesAt)
{
    /// <summary>Whether something may be handed in at a moment: from its opening until before its close.</summary>
    public bool IsOpenAt(DateTimeOffset moment) => OpensAt <= moment && moment < ClosesAt;

    /// <summary>
    /// Whether it has been open and is over at a moment. One that was closed before it opened never was.
    /// </summary>
    public bool IsOverAt(DateTimeOffset moment) => OpensAt < ClosesAt && ClosesAt <= moment;

    /// <summary>
    /// What is told of calls where none is open at a moment: whether the next is still to open, or the last is over, or
    /// there is none.
    /// </summary>
    public static RefusalFacts FactsOf(IEnumerable<Call> calls, DateTimeOffset moment)
    {
        var known = calls.OrderBy(call => call.OpensAt).ToArray();
        return known.FirstOrDefault(call => call.OpensAt > moment) is { } next
            ? new RefusalFacts(State: "not-open-yet", From: next.OpensAt, Until: next.ClosesAt)
            : known.LastOrDefault() is { } last
                ? new RefusalFacts(State: "over", From: last.OpensAt, Until: last.ClosesAt)
                : new RefusalFacts(State: "none");
    }
}
