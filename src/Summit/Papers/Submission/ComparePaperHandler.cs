namespace Summit.Papers;

/// <summary>Compares a paper that was submitted.</summary>
public static class ComparePaperHandler
{
    public static Task Handle(ComparePaper submitted, PaperComparisons comparisons, CancellationToken cancel) =>
        comparisons.Compare(submitted.Paper, cancel);
}
