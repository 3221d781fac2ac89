using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;
using PaperFacts = Summit.Papers.PaperFacts;

namespace Summit.Tests.Deliberation;

public sealed class DraftRecommendationTests
{
    private static readonly DraftRecommendation Ask =
        new(Drafted.Text, ["governance"], [new DraftSource(Paper, 2, 1)], "en");

    private static readonly DraftRecommendation.Facts Facts = new(Sitting,
        new Dictionary<Guid, PaperFacts> { [Paper] = PublicService }, new HashSet<string> { "governance", "culture" },
        new Dictionary<Guid, string> { [Africa] = "africa" });

    [Fact]
    public void a_recommendation_is_drafted_in_an_open_session_from_the_papers_on_its_agenda() =>
        Given().When(Ask, Id, Facts, Now).Then(Drafted);

    [Fact]
    public void English_is_authentic_where_the_draft_names_no_language() =>
        Given().When(Ask with { Authentic = null }, Id, Facts, Now).Then(Drafted);

    [Fact]
    public void a_source_named_twice_counts_once() => Given()
        .When(Ask with { Sources = [.. Ask.Sources, .. Ask.Sources] }, Id, Facts, Now)
        .Then(Drafted);

    [Fact]
    public void a_draft_in_a_session_that_is_not_open_is_refused() => Given()
        .When(Ask, Id, Facts with { Session = Sitting with { IsOpen = false } }, Now)
        .ThenRefused(DeliberationRules.SessionNotOpen);

    [Theory]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_draft_in_a_track_that_makes_no_recommendations_is_refused(Track track) => Given()
        .When(Ask, Id, Facts with { Session = Sitting with { Track = track } }, Now)
        .ThenRefused(DeliberationRules.NoRecommendationsInTrack);

    [Fact]
    public void a_draft_without_a_source_is_refused() => Given()
        .When(Ask with { Sources = [] }, Id, Facts, Now)
        .ThenRefused(DeliberationRules.SourcesMissing);

    [Fact]
    public void a_draft_from_a_paper_that_is_not_on_the_agenda_is_refused() => Given()
        .When(Ask, Id, Facts with { Session = Sitting with { Agenda = [] } }, Now)
        .ThenRefused(DeliberationRules.NotOnAgenda);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 0)]
    public void a_draft_from_a_revision_or_proposal_that_the_paper_lacks_is_refused(
        int revision, int proposed) => Given()
        .When(Ask with { Sources = [new DraftSource(Paper, revision, proposed)] }, Id, Facts, Now)
        .ThenRefused(DeliberationRules.NoSuchProposal);

    [Fact]
    public void a_policy_domain_that_the_congress_lacks_is_refused() => Given()
        .When(Ask with { PolicyDomains = ["governance", "gardening"] }, Id, Facts, Now)
        .ThenRefused(DeliberationRules.NoSuchPolicyDomain);

    [Fact]
    public void a_draft_that_lacks_its_authentic_language_is_refused() => Given()
        .When(Ask with { Authentic = "es" }, Id, Facts, Now)
        .ThenRefused(DeliberationRules.AuthenticNotInText);
}
