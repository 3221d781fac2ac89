using System.Text.RegularExpressions;

namespace Summit.Deliberation;

/// <summary>
/// Which paragraph of a later text goes on which of an earlier one. DANGER: events that were stored without the ids of
/// their paragraphs get them from here at each replay, so no pair that is found here may ever change: not by the
/// constants, the order of the steps, or what is taken for a word. Another way of aligning needs another class.
/// </summary>
public static partial class TextAlignment
{
    // Beyond so many pairs to compare only equal paragraphs are found, and the rest is taken in its order.
    private const int PairsMax = 40_000;

    // From this part of their words on two paragraphs are taken for one that was reworded.
    private const double SimilarFrom = 0.3;

    /// <summary>
    /// For each paragraph of the later text the index of the earlier one that it keeps or rewords; null for a new one.
    /// As many as can be stay, in their order; then the most alike are taken for reworded, then equal ones for moved,
    /// and what is left between two that stay is taken in its order.
    /// </summary>
    /// <param name="earlier">The paragraphs before.</param>
    /// <param name="later">The paragraphs after.</param>
    /// <param name="openings">How many of the earlier ones come before the first clause.</param>
    public static int?[] Of(IReadOnlyList<string> earlier, IReadOnlyList<string> later, int openings = 0)
    {
        string[] before = [.. earlier.Select(Form)], after = [.. later.Select(Form)];
        var pairs = new int?[after.Length];
        var shorter = Math.Min(before.Length, after.Length);
        var start = Enumerable.Range(0, shorter).TakeWhile(n => before[n] == after[n]).Count();
        var end = Enumerable.Range(1, shorter - start).TakeWhile(n => before[^n] == after[^n]).Count();
        for (var n = 0; n < start; n++)
            pairs[n] = n;
        for (var n = 1; n <= end; n++)
            pairs[^n] = before.Length - n;
        if ((long)(before.Length - start - end) * (after.Length - start - end) <= PairsMax)
            PairAlike(before, after, start, end, pairs);
        var inOrder = pairs.ToArray();
        PairMoved(before, after, pairs);
        PairTheRest(before.Length, inOrder, pairs, openings);
        return pairs;
    }

    // The dynamic programme of the longest common subsequence, in which equal paragraphs outweigh all similar ones.
    private static void PairAlike(string[] before, string[] after, int start, int end, int?[] pairs)
    {
        var (rows, columns) = (before.Length - start - end, after.Length - start - end);
        HashSet<string>[] Words(string[] text, int count) =>
            [.. text.Skip(start).Take(count).Select(said =>
                Word().Matches(said.ToLowerInvariant()).Select(word => word.Value).ToHashSet())];
        var (old, recent) = (Words(before, rows), Words(after, columns));
        var equal = Math.Min(rows, columns) + 1;
        var alike = new double[rows, columns];
        var best = new double[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                alike[i, j] = before[start + i] == after[start + j] ? equal : Similarity(old[i], recent[j]);
                best[i, j] = Math.Max(best[i + 1, j], best[i, j + 1]);
                if (alike[i, j] >= SimilarFrom)
                    best[i, j] = Math.Max(best[i, j], best[i + 1, j + 1] + alike[i, j]);
            }
        }
        for (var (i, j) = (0, 0); i < rows && j < columns;)
        {
            if (alike[i, j] >= SimilarFrom && best[i, j] == best[i + 1, j + 1] + alike[i, j])
                pairs[start + j++] = start + i++;
            else if (best[i, j] == best[i + 1, j])
                i++;
            else
                j++;
        }
    }

    private static void PairMoved(string[] before, string[] after, int?[] pairs)
    {
        var left = Enumerable.Range(0, before.Length).Except(pairs.OfType<int>())
            .GroupBy(n => before[n]).ToDictionary(same => same.Key, same => new Queue<int>(same));
        for (var n = 0; n < after.Length; n++)
        {
            if (pairs[n] is null && left.TryGetValue(after[n], out var same) && same.TryDequeue(out var from))
                pairs[n] = from;
        }
    }

    private static void PairTheRest(int count, int?[] inOrder, int?[] pairs, int openings)
    {
        var taken = pairs.OfType<int>().ToHashSet();
        var from = 0;
        for (var n = 0; n < pairs.Length;)
        {
            var next = Array.FindIndex(inOrder, n, pair => pair is not null);
            var (until, to) = next < 0 ? (pairs.Length, count) : (next, inOrder[next]!.Value);
            int[] free = [.. Enumerable.Range(from, to - from).Where(k => !taken.Contains(k))];
            int[] added = [.. Enumerable.Range(n, until - n).Where(k => pairs[k] is null)];
            // The first paragraph of a clause that was split keeps its id. An opening may grow or go: clauses stay.
            var (skipFree, skipAdded) = from < openings
                ? (Math.Max(0, free.Length - added.Length), Math.Max(0, added.Length - free.Length))
                : (0, 0);
            foreach (var (was, now) in free.Skip(skipFree).Zip(added.Skip(skipAdded)))
                pairs[now] = was;
            (n, from) = (until + 1, to + 1);
        }
    }

    private static double Similarity(HashSet<string> one, HashSet<string> other)
    {
        var (fewer, more) = one.Count < other.Count ? (one, other) : (other, one);
        return 2.0 * fewer.Count(more.Contains) / (one.Count + other.Count);
    }

    private static string Form(string paragraph) => paragraph.Nfc;

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
