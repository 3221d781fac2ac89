namespace Summit.Papers;

/// <summary>Refusals that tell the state of a paper.</summary>
internal static class PaperRefusals
{
    /// <summary>The refusal of a rule about a paper's life.</summary>
    public static Refusal Refuses(this Rule rule, Paper paper) =>
        rule.Refuses(paper.Track, facts: RefusalFacts.Is(paper.State.Status));
}
