using System.Globalization;

namespace Summit.Faults;

/// <summary>
/// Something a client did with one stream, from when it asked until it was answered. Times are of one clock that never
/// jumps; what was never answered is never over.
/// </summary>
/// <param name="Invoked">When it asked.</param>
/// <param name="Answered">When it knew; <see cref="long.MaxValue"/> where it never did.</param>
internal abstract record Operation(long Invoked, long Answered);

/// <summary>A write on the condition that the stream is at a version succeeded.</summary>
internal sealed record Wrote(long From, long To, long Invoked, long Answered) : Operation(Invoked, Answered);

/// <summary>Such a write was refused: the stream was not at that version.</summary>
internal sealed record Missed(long From, long Invoked, long Answered) : Operation(Invoked, Answered);

/// <summary>Nobody knows whether such a write was done, or ever will be.</summary>
internal sealed record Unsettled(long From, long Invoked) : Operation(Invoked, long.MaxValue);

/// <summary>A reading of the version.</summary>
internal sealed record Saw(long Version, long Invoked, long Answered) : Operation(Invoked, Answered);

/// <summary>
/// Whether there is one order in which everything that clients saw of a stream can have happened, each thing at some
/// moment between question and answer. A stream's version only rises, by one a write, so it is enough to ask of each
/// version when it came about at the earliest and at the latest: where the one lies after the other, there is no order.
/// </summary>
internal static class Linearizability
{
    /// <summary>Looks for what contradicts it.</summary>
    /// <param name="history">All that clients did with one stream, in any order.</param>
    /// <param name="first">The version at which the stream stood before all of it.</param>
    /// <returns>The first contradiction in words; null where there is none.</returns>
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
            // Whoever saw the version before was still asking then: this one came about later.
            var before = seen[version - 1].Select(read => read.Invoked).DefaultIfEmpty(long.MinValue).Max();
            earliest = Math.Max(earliest, Math.Max(before, wrote?.Invoked ?? maybe[version].Min()));
            if (earliest > latest[version - first])
                return Say($"version {version} was seen before something that came earlier: a reading went back, ")
                    + "or a write did";
        }
        return null;
    }

    /// <summary>By when each version stood at the latest, as somebody had been told of it or of a later one.</summary>
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
    /// The version that stood when the operation was answered, at least. Who was refused had seen the version it wrote
    /// on before it asked, and versions only rise: a later one stood.
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
