using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class DraftRecommendationTests
{
    private static readonly DraftRecommendation Ask =
        new(Drafted.Text, ["governance"], [new DraftSource(Paper, 2, 1)], "en");

    [Fact]
    public void an_open_session_drafts_from_the_papers_on_its_agenda() => When(Ask).Then(Drafted);

    [Fact]
    public void without_a_word_on_it_english_is_authentic() => When(Ask with { Authentic = null }).Then(Drafted);

    [Fact]
    public void the_same_source_named_twice_is_one() =>
        When(Ask with { Sources = [.. Ask.Sources, .. Ask.Sources] }).Then(Drafted);

    [Fact]
    public void a_session_that_does_not_sit_drafts_nothing() =>
        When(Ask, Facts with { Session = Sitting with { IsOpen = false } })
            .ThenRefused(DeliberationRules.SessionNotOpen);

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void only_assemblies_and_town_halls_recommend(Track track) =>
        When(Ask, Facts with { Session = Sitting with { Track = track } })
            .ThenRefused(DeliberationRules.NoRecommendationsInTrack);

    [Fact]
    public void it_rests_on_something() =>
        When(Ask with { Sources = [] }).ThenRefused(DeliberationRules.SourcesMissing);

    [Fact]
    public void a_paper_that_is_not_on_the_agenda_is_no_source() =>
        When(Ask, Facts with { Session = Sitting with { Agenda = [] } })
            .ThenRefused(DeliberationRules.NotOnAgenda);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    public void a_revision_or_proposal_that_is_not_there_is_no_source(int revision, int proposed) =>
        When(Ask with { Sources = [new DraftSource(Paper, revision, proposed)] })
            .ThenRefused(DeliberationRules.NoSuchProposal);

    [Fact]
    public void its_policy_domains_are_those_of_the_congress() =>
        When(Ask with { PolicyDomains = ["governance", "gardening"] })
            .ThenRefused(DeliberationRules.NoSuchPolicyDomain);

    [Fact]
    public void the_authentic_text_is_there() =>
        When(Ask with { Authentic = "es" }).ThenRefused(DeliberationRules.AuthenticNotInText);

    private static When<Recommendation, RecommendationEvent> When(
        DraftRecommendation ask, DraftingFacts? facts = null) =>
        Given.Stream(Recommendation.Category).When(_ => DraftRecommendation.Decide(Id, ask, facts ?? Facts, Now));
}
