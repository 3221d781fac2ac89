namespace Summit.Deliberation;

/// <summary>The invisible characters that set the direction of what comes after them (Unicode, UAX 9).</summary>
public static class BidiControls
{
    private const char PopDirectionalFormatting = '\u202C';
    private const char PopDirectionalIsolate = '\u2069';

    /// <summary>
    /// A text without those that would reach beyond it. Isolates and embeddings that are closed within it stay; what is
    /// not closed, or closes nothing, does not, nor do overrides: they show letters in another order than they have.
    /// </summary>
    public static string Balanced(string typed)
    {
        if (!typed.Any(IsControl))
            return typed;
        var open = new Stack<int>();
        var kept = new HashSet<int>();
        for (var n = 0; n < typed.Length; n++)
        {
            if (typed[n] == PopDirectionalIsolate && open.Any(begin => IsIsolate(typed[begin])))
            {
                // It closes whatever was opened within its isolate, too.
                while (!IsIsolate(typed[open.Peek()]))
                    open.Pop();
                kept.UnionWith([open.Pop(), n]);
            }
            else if (typed[n] == PopDirectionalFormatting && open.TryPeek(out var begin) && !IsIsolate(typed[begin]))
            {
                open.Pop();
                if (IsEmbedding(typed[begin]))
                    kept.UnionWith([begin, n]);
            }
            else if (IsControl(typed[n]) && typed[n] is not (PopDirectionalIsolate or PopDirectionalFormatting))
            {
                open.Push(n);
            }
        }
        return string.Concat(typed.Where((c, n) => !IsControl(c) || kept.Contains(n)));
    }

    private static bool IsControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsIsolate(char c) => c is >= '\u2066' and <= '\u2068';

    private static bool IsEmbedding(char c) => c is '\u202A' or '\u202B';
}
