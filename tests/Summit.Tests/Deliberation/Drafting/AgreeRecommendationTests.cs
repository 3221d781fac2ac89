using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class AgreeRecommendationTests
{
    private static readonly AgreeRecommendation Consensus = new(DecidedBy.Consensus);
    private static readonly AgreeRecommendation Vote = new(DecidedBy.Vote, 2, 1, 90);
    private static readonly AgreeRecommendation ShowOfHands = new(DecidedBy.ShowOfHands);
    private static readonly AgreeRecommendation.Facts Facts = new([]);

    [Fact]
    public void a_session_agrees_by_consensus() => Given(Drafted).When(Consensus, Facts, Now).Then(Agreed);

    [Fact]
    public void a_session_agrees_by_a_simple_majority_of_the_votes_cast() => Given(Drafted)
        .When(Vote, Facts, Now)
        .Then(new RecommendationAgreed(DecidedBy.Vote, Now, new Tally(2, 1, 90)));

    [Fact]
    public void reservations_are_recorded_as_events_of_their_own() => Given(Drafted)
        .When(Consensus with { Reservations = [new Reservation(Africa, Text("Not in our name."))] }, Facts, Now)
        .Then(Agreed, new ReservationRecorded(Africa, Text("Not in our name."), Now));

    [Fact]
    public void a_reservation_of_an_organisation_that_the_register_does_not_have_is_refused() => Given(Drafted)
        .When(Consensus with { Reservations = [new Reservation(Africa, Text("Who?"))] },
            new AgreeRecommendation.Facts([Africa]), Now)
        .ThenRefused(DeliberationRules.NoSuchOrganisation);

    [Fact]
    public void a_tied_vote_does_not_agree_and_says_how_many_more_are_needed() => Assert.Equal(
        new RefusalFacts(Min: 3, Actual: 2),
        Given(Drafted)
            .When(new AgreeRecommendation(DecidedBy.Vote, 2, 2), Facts, Now)
            .ThenRefused(DeliberationRules.NoMajority).Facts);

    [Fact]
    public void a_session_agrees_by_a_show_of_hands_that_nobody_counted() => Given(Drafted)
        .When(ShowOfHands, Facts, Now)
        .Then(new RecommendationAgreed(DecidedBy.ShowOfHands, Now));

    [Fact]
    public void a_show_of_hands_with_counts_is_refused()
    {
        AgreeRecommendation[] counted =
            [ShowOfHands with { For = 2 }, ShowOfHands with { Against = 0 }, ShowOfHands with { Abstaining = 1 }];
        foreach (var command in counted)
            Given(Drafted).When(command, Facts, Now).ThenRefused(DeliberationRules.VotesAndConsensus);
    }

    [Fact]
    public void a_show_of_hands_on_a_text_agreed_in_the_same_way_is_nothing_new() =>
        Given(Drafted, new RecommendationAgreed(DecidedBy.ShowOfHands, Now))
            .When(ShowOfHands, Facts, Now)
            .ThenNothing();

    [Fact]
    public void a_vote_without_its_counts_is_refused() => Assert.Equal(["vote"], Given(Drafted)
        .When(new AgreeRecommendation(DecidedBy.Vote, 2), Facts, Now)
        .ThenRefused(DeliberationRules.VotesAndConsensus).Facts?.Admitted);

    [Fact]
    public void a_consensus_with_counts_is_refused() => Given(Drafted)
        .When(Consensus with { For = 2 }, Facts, Now)
        .ThenRefused(DeliberationRules.VotesAndConsensus);

    [Fact]
    public void the_same_agreement_again_is_nothing_new() =>
        Given(Drafted, Agreed).When(Consensus, Facts, Now).ThenNothing();

    [Fact]
    public void another_agreement_on_an_agreed_text_is_refused() =>
        Given(Drafted, Agreed).When(Vote, Facts, Now).ThenRefused(DeliberationRules.AlreadyAgreed);

    [Fact]
    public void a_new_agreement_does_not_keep_the_reservations_of_the_earlier_one() => Assert.Empty(
        Given(Drafted, Agreed, new ReservationRecorded(Africa, Text("Hm."), Now), Proposed(1, 1, "One.", "One!"),
                new AmendmentAccepted(1, Now))
            .When(Consensus, Facts, Now)
            .Then(Agreed).Reservations);
}
