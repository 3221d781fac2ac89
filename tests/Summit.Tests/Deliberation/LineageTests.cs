using Summit.Deliberation;
using Summit.Store;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class LineageTests
{
    [Fact]
    public void a_draft_comes_from_its_session_and_from_each_proposal() => Assert.Equal(
        [(Session, "session", null, null), (Paper, "paper", 2, 1), (Paper, "paper", 2, (int?)2)],
        LineageView.Links(Step(Drafted with
        {
            Papers = [new RestsOn(Paper, 2, Africa, 1), new RestsOn(Paper, 2, Africa, 2)],
        })).Select(arrow => (arrow.Source, arrow.Kind, arrow.Revision, arrow.Proposed)));

    [Fact]
    public void a_consolidation_comes_from_its_sources_at_their_versions() => Assert.Equal(
        [(Id, "recommendation", (long?)3, Paper)],
        LineageView.Links(Step(new RecommendationConsolidated(Paper, CongressId, [new ConsolidatedSource(Id, 3)],
                Text("O"), [], [], "en", [Track.Assembly], [], [], [], [], Now)))
            .Select(arrow => (arrow.Source, arrow.Kind, arrow.Version, arrow.Result)));

    [Fact]
    public void what_comes_of_nothing_new_draws_no_arrow() => Assert.Empty(LineageView.Links(Step(Agreed)));

    private static AppliedEvent Step(RecommendationEvent happened) =>
        new(7, Guid.CreateVersion7(), 1, happened, State(Drafted), Now);
}
