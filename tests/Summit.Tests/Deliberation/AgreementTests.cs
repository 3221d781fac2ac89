using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class AgreementTests
{
    private static readonly AgreeRecommendation Consensus = new(DecidedBy.Consensus);

    [Fact]
    public void a_session_agrees_by_consensus() => Agree(Consensus).Then(Agreed);

    [Fact]
    public void reservations_are_facts_of_their_own() =>
        Agree(Consensus with { Reservations = [new Reservation(Africa, Text("Not in our name."))] })
            .Then(Agreed, new ReservationRecorded(Africa, Text("Not in our name."), Now));

    [Fact]
    public void a_reservation_is_somebodys() =>
        Agree(Consensus with { Reservations = [new Reservation(Africa, Text("Who?"))] }, unknown: Africa)
            .ThenRefused(DeliberationRules.NoSuchOrganisation);

    [Fact]
    public void a_simple_majority_of_the_votes_cast_carries() =>
        Agree(new AgreeRecommendation(DecidedBy.Vote, 2, 1, 90))
            .Then(new RecommendationAgreed(DecidedBy.Vote, Now, new Tally(2, 1, 90)));

    [Fact]
    public void a_tie_does_not() =>
        Agree(new AgreeRecommendation(DecidedBy.Vote, 2, 2)).ThenRefused(DeliberationRules.NoMajority);

    [Fact]
    public void a_vote_is_counted() =>
        Agree(new AgreeRecommendation(DecidedBy.Vote, 2)).ThenRefused(DeliberationRules.VotesAndConsensus);

    [Fact]
    public void a_consensus_is_not() =>
        Agree(Consensus with { For = 2 }).ThenRefused(DeliberationRules.VotesAndConsensus);

    [Fact]
    public void noted_twice_it_is_one() => Given.Stream(Recommendation.Category, Drafted, Agreed)
        .When(it => AgreeRecommendation.Decide(it, Consensus, [], Now))
        .ThenNothing();

    [Fact]
    public void what_was_agreed_is_not_agreed_otherwise() => Given.Stream(Recommendation.Category, Drafted, Agreed)
        .When(it => AgreeRecommendation.Decide(it, new AgreeRecommendation(DecidedBy.Vote, 2, 1), [], Now))
        .ThenRefused(DeliberationRules.AlreadyAgreed);

    [Fact]
    public void a_new_agreement_has_its_own_reservations()
    {
        var it = State(Drafted, Agreed, new ReservationRecorded(Africa, Text("Hm."), Now),
            Proposed(1, 1, "One.", "One!"), new AmendmentAccepted(1, Now), Agreed);
        Assert.Empty(it.Reservations);
    }

    [Fact]
    public void a_translation_is_added_and_corrected_until_agreement()
    {
        Given.Stream(Recommendation.Category, Drafted)
            .When(it => TranslateRecommendation.Decide(it, new TranslateRecommendation("fr", "Mieux."), Now))
            .Then(new RecommendationTranslated("fr", "Mieux.", Now));
        Given.Stream(Recommendation.Category, Drafted, Agreed)
            .When(it => TranslateRecommendation.Decide(it, new TranslateRecommendation("fr", "Mieux."), Now))
            .ThenRefused(DeliberationRules.TranslationAgreed);
        Given.Stream(Recommendation.Category, Drafted, Agreed)
            .When(it => TranslateRecommendation.Decide(it, new TranslateRecommendation("es", "Uno."), Now))
            .Then(new RecommendationTranslated("es", "Uno.", Now));
    }

    [Fact]
    public void a_translation_that_fell_behind_is_brought_up_to_date_after_agreement_too()
    {
        var behind = Given.Stream(Recommendation.Category, Drafted, Proposed(1, 1, "One.", "One!"),
            new AmendmentAccepted(1, Now), Agreed);
        Assert.Equal(["fr"], behind.State.Behind);
        var after = behind
            .When(it => TranslateRecommendation.Decide(it, new TranslateRecommendation("fr", "Un !"), Now))
            .Then(new RecommendationTranslated("fr", "Un !", Now));
        Assert.Empty(after.Behind);
    }

    [Fact]
    public void the_authentic_text_is_never_translated_over() => Given.Stream(Recommendation.Category, Drafted)
        .When(it => TranslateRecommendation.Decide(it, new TranslateRecommendation("en", "Quietly changed."), Now))
        .ThenRefused(DeliberationRules.AuthenticNotTranslated);

    [Fact]
    public void what_was_merged_is_not_translated_further() =>
        Given.Stream(Recommendation.Category, Drafted, Agreed, new MergedInto(Paper, Now))
            .When(it => TranslateRecommendation.Decide(it, new TranslateRecommendation("es", "Uno."), Now))
            .ThenRefused(DeliberationRules.AlreadyMerged);

    private static When<Recommendation, RecommendationEvent> Agree(AgreeRecommendation ask, params Guid[] unknown) =>
        Given.Stream(Recommendation.Category, Drafted).When(it => AgreeRecommendation.Decide(it, ask, unknown, Now));
}
