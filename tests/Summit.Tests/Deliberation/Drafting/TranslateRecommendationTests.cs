using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class TranslateRecommendationTests
{
    private static readonly TranslateRecommendation French = new("fr", "Mieux.");
    private static readonly TranslateRecommendation Spanish = new("es", "Uno.");

    [Fact]
    public void a_translation_is_corrected_before_the_agreement() => Given(Drafted).When(French, Now)
        .Then(new RecommendationTranslated("fr", "Mieux.", Now, IdsOf(3, ("fr", [1, -2, -3]))));

    [Fact]
    public void a_translation_is_not_changed_after_the_agreement() =>
        Given(Drafted, Agreed).When(French, Now).ThenRefused(DeliberationRules.TranslationAgreed);

    [Fact]
    public void a_further_language_is_added_after_the_agreement() =>
        Given(Drafted, Agreed).When(Spanish, Now).Then(new RecommendationTranslated("es", "Uno.", Now));

    [Fact]
    public void a_translation_that_is_behind_is_brought_up_to_date_after_the_agreement()
    {
        var behind = Given(Drafted, Proposed(1, 1, "One.", "One!"), new AmendmentAccepted(1, Now), Agreed);
        Assert.Equal(["fr"], behind.State.Behind);
        Assert.Empty(behind
            .When(new TranslateRecommendation("fr", "Un !"), Now)
            .Then(new RecommendationTranslated("fr", "Un !", Now, IdsOf(3, ("fr", [1, -2, -3])))).Behind);
    }

    [Fact]
    public void a_translation_brought_up_to_date_has_the_ids_of_the_authentic_text()
    {
        var behind = Given(Drafted, Proposed(1, 1, "One.", "One.\n\nAnd one."), new AmendmentAccepted(1, Now),
            ProposedToStrike(2, 3, "Two.", id: 2), new AmendmentAccepted(2, Now, Clause: 3));
        Assert.Equal(["1 #1 Un.", "2 #2 Deux.", "3 #3 Trois."], behind.State.Shown("fr"));
        Assert.Equal(
            [new ClauseDetails(1, Text("One.", "Un."), 1), new ClauseDetails(2, LocalisedText.Of(("fr", "Deux."))),
                new ClauseDetails(4, Text("And one."), 2), new ClauseDetails(3, Text("Three.", "Trois."), 3)],
            RecommendationDetails.Of(behind.State).Clauses!);
        Assert.Equal(["1 #1 Un.", "2 #4 Et un.", "3 #3 Trois."],
            behind.When(new TranslateRecommendation("fr", "Un.\n\nEt un.\n\nTrois."), Now).State.Shown("fr"));
    }

    [Fact]
    public void a_translation_says_the_ids_of_its_paragraphs_where_they_are_not_their_numbers() =>
        Given(Drafted).When(new TranslateRecommendation("fr", "Deux.\n\nUn."), Now).Then(
            new RecommendationTranslated("fr", "Deux.\n\nUn.", Now, IdsOf(3, ("fr", [2, -3, 1]))));

    [Fact]
    public void the_authentic_text_is_not_translated_over() => Given(Drafted)
        .When(new TranslateRecommendation("en", "Quietly changed."), Now)
        .ThenRefused(DeliberationRules.AuthenticNotTranslated);

    [Fact]
    public void a_merged_recommendation_is_not_translated() => Given(Drafted, Agreed, new MergedInto(Paper, Now))
        .When(Spanish, Now)
        .ThenRefused(DeliberationRules.AlreadyMerged);
}
