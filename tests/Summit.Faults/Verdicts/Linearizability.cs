using System.Globalization;

namespace Summit.Faults;

/// <summary>
/// An operation of a client on one stream, from its invocation to its response. Times are from one monotonic clock; an
/// operation without a response never ends.
/// </summary>
/// <param name="Invoked">The time of the invocation.</param>
/// <param name="Answered">The time of the response; <see cref="long.MaxValue"/> if there was none.</param>
internal abstract record Operation(long Invoked, long Answered);

/// <summary>A conditional write that succeeded.</summary>
internal sealed record Wrote(long From, long To, long Invoked, long Answered) : Operation(Invoked, Answered);

/// <summary>A conditional write that was refused: the stream was not at that version.</summary>
internal sealed record Missed(long From, long Invoked, long Answered) : Operation(Invoked, Answered);

/// <summary>A conditional write without a response: it may have happened, or may still happen.</summary>
internal sealed record Unsettled(long From, long Invoked) : Operation(Invoked, long.MaxValue);

/// <summary>A read of the version.</summary>
internal sealed record Saw(long Version, long Invoked, long Answered) : Operation(Invoked, Answered);

/// <summary>
/// Checks whether the history of a stream is linearizable: whether one order explains all operations, each at some time
/// between invocation and response. A version only rises, by one for each write, so it is enough to compare the
/// earliest and the latest time at which each version can have been written: if the earliest is later, there is none.
/// </summary>
internal static class Linearizability
{
    /// <summary>Looks for a contradiction.</summary>
    /// <param name="history">All operations on one stream, in any order.</param>
    /// <param name="first">The version of the stream before all operations.</param>
    /// <returns>The first contradiction in words, or null.</returns>
    public static string? Broken(IReadOnlyCollection<Operation> history, long first)
    {
        var writes = history.OfType<Wrote>().ToLookup(write => write.To);
        if (history.OfType<Wrote>().FirstOrDefault(write => write.To != write.From + 1) is { } leap)
            return Say($"a write on version {leap.From} led to version {leap.To}");
        if (writes.FirstOrDefault(version => version.Count() > 1) is { } twice)
            return Say($"{twice.Count()} writes led to version {twice.Key}");
        if (history.OfType<Saw>().FirstOrDefault(read => read.Version < first) is { } old)
            return Say($"version {old.Version} was seen after version {first} stood");
        var last = Math.Max(first, history.Count == 0 ? first : history.Max(Reached));
        var maybe = history.OfType<Unsettled>().ToLookup(write => write.From + 1, write => write.Invoked);
        var latest = Latest(history, first, last);
        var earliest = long.MinValue;
        var seen = history.OfType<Saw>().ToLookup(read => read.Version);
        for (var version = first + 1; version <= last; version++)
        {
            var wrote = writes[version].SingleOrDefault();
            if (wrote is null && !maybe[version].Any())
                return Say($"version {version} stood and nobody had written it");
            // A read of the version before was invoked earlier: this version was written later.
            var before = seen[version - 1].Select(read => read.Invoked).DefaultIfEmpty(long.MinValue).Max();
            earliest = Math.Max(earliest, Math.Max(before, wrote?.Invoked ?? maybe[version].Min()));
            if (earliest > latest[version - first])
                return Say($"version {version} was seen before something that came earlier: a reading went back, ")
                    + "or a write did";
        }
        return null;
    }

    /// <summary>The latest time of each version: the first response that shows it or a later one.</summary>
    private static long[] Latest(IReadOnlyCollection<Operation> history, long first, long last)
    {
        var latest = new long[last - first + 1];
        Array.Fill(latest, long.MaxValue);
        foreach (var operation in history.Where(operation => Reached(operation) >= first))
        {
            var version = Reached(operation) - first;
            latest[version] = Math.Min(latest[version], operation.Answered);
        }
        for (var version = latest.Length - 2; version >= 0; version--)
            latest[version] = Math.Min(latest[version], latest[version + 1]);
        return latest;
    }

    /// <summary>
    /// The lowest version that the stream can have had at the response. A refused writer had read its version before,
    /// and versions only rise: the stream was at a later one.
    /// </summary>
    private static long Reached(Operation operation) => operation switch
    {
        Wrote write => write.To,
        Missed write => write.From + 1,
        Saw read => read.Version,
        _ => long.MinValue,
    };

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
