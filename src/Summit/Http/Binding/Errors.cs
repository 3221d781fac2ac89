namespace Summit.Http;

/// <summary>
/// What is ill-formed in a request, by JSON pointer. Of more than a hundred errors the first are kept: an answer is
/// never larger than what was sent.
/// </summary>
public sealed class Errors
{
    /// <summary>How many are kept.</summary>
    public const int Max = 100;

    private readonly List<(string Pointer, Sentence Error)> all = [];

    /// <summary>How many are kept so far.</summary>
    public int Count => all.Count;

    /// <summary>Whether there were more than are kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Notes that something is wrong at a pointer.</summary>
    public void Add(string pointer, Sentence error)
    {
        if (all.Count < Max)
            all.Add((pointer, error));
        else
            HasMore = true;
    }

    /// <summary>The errors in a language.</summary>
    public IReadOnlyDictionary<string, List<string>> In(string language) => all.GroupBy(one => one.Pointer)
        .ToDictionary(at => at.Key, at => at.Select(one => one.Error.In(language)).ToList());
}
