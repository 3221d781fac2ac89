using Summit.Deliberation;
using Summit.Store;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class LineageViewTests
{
    [Fact]
    public void a_draft_is_linked_to_its_session_and_to_each_proposal() => Assert.Equal(
        [(Session, "session", null, null), (Paper, "paper", 2, 1), (Paper, "paper", 2, (int?)2)],
        LineageView.Links(Applied(Drafted with
        {
            Papers = [new RestsOn(Paper, 2, Africa, 1), new RestsOn(Paper, 2, Africa, 2)],
        })).Select(link => (link.Source, link.Kind, link.Revision, link.Proposed)));

    [Fact]
    public void a_consolidation_is_linked_to_its_sources_at_their_versions() => Assert.Equal(
        [(Id, "recommendation", (long?)3, Paper)],
        LineageView.Links(Applied(new RecommendationConsolidated(Paper, CongressId, [new ConsolidatedSource(Id, 3)],
                Text("O"), [], [], "en", [Track.Assembly], [], [], [], [], Now)))
            .Select(link => (link.Source, link.Kind, link.Version, link.Result)));

    [Fact]
    public void an_agreement_adds_no_link_to_the_lineage() => Assert.Empty(LineageView.Links(Applied(Agreed)));

    private static AppliedEvent Applied(RecommendationEvent happened) =>
        new(7, Guid.CreateVersion7(), 1, happened, Given(Drafted).State, Now);
}
