using System.Text.Json;
using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

/// <summary>
/// Events that were stored before they said the ids of paragraphs lead to the same ids at each replay, for ever.
/// </summary>
public sealed class StoredWholeTextsTests
{
    private const string Accepted = """{"number": 1, "at": "2019-11-11T12:00:00+02:00"}""";

    [Theory]
    [InlineData("Homes|Water", "Water|Homes", "2 1")]
    [InlineData("A|We fund homes|C", "A|N|We fund homes for all|C", "1 4 2 3")]
    [InlineData("one two three four five six seven|B", "X|one two three a b c d|B", "3 1 2")]
    [InlineData("one two three four five six seven|B", "X|one two a b c d e|B", "1 3 2")]
    [InlineData("don't stop|B", "X|don stop|B", "3 1 2")]
    [InlineData("नगर|B", "X|नगर जल|B", "3 1 2")]
    [InlineData("ÉTÉ à Durban|B", "X|e\u0301te\u0301 chaud|B", "3 1 2")]
    [InlineData("A|B|C|D", "D|B!|A", "4 5 1")]
    [InlineData("W|B|W", "W|B|W|B", "1 2 3 4")]
    public void an_accepted_whole_text_leads_to_these_ids(string before, string after, string ids)
    {
        var it = Given(DraftedAs(Id, Text(Words(before))), Proposed(1, null, Words(before), Words(after)),
            Read<AmendmentAccepted>(Accepted)).State;
        Assert.Equal(ids, Ids(it));
    }

    [Theory]
    [InlineData(200, "201 1 2 3")]
    [InlineData(201, "1 2 3 4")]
    public void beyond_so_many_pairs_what_is_not_equal_goes_by_its_order(int count, string first)
    {
        var before = Clauses.Join(Enumerable.Range(1, count).Select(n => $"City{n} pays{n}."));
        var after = Clauses.Join(Enumerable.Range(1, count - 1).Select(n => $"City{n} plans{n}.").Prepend("New."));
        var it = Given(DraftedAs(Id, Text(before)), Proposed(1, null, before, after),
            Read<AmendmentAccepted>(Accepted)).State;
        Assert.Equal(first, string.Join(' ', Ids(it).Split(' ').Take(4)));
    }

    [Fact]
    public void a_translation_of_another_number_of_paragraphs_leads_to_these_ids()
    {
        var it = Given(Drafted, Read<RecommendationTranslated>(
            """{"language": "fr", "text": "Un.\n\nEncore.\n\nDeux.\n\nTrois.", "at": "2019-11-11T12:00:00+02:00"}"""));
        Assert.Equal("1 4 2 3", Ids(it.State, "fr"));
        Assert.Equal("1 2 3", Ids(it.State));
    }

    [Fact]
    public void a_text_adopted_as_amended_leads_to_these_ids()
    {
        var it = Given(Drafted, Agreed, Forwarded(), Read<RecommendationAdoptedAsAmended>(
            """
            {"round": 1, "text": {"en": "Three.\n\nOne.\n\nNew.", "fr": "Un."},
             "verdict": {"by": "consensus", "at": "2019-11-11T12:00:00+02:00"}}
            """)).State;
        Assert.Equal("3 1 4", Ids(it));
        Assert.Equal("1", Ids(it, "fr"));
    }

    [Fact]
    public void ids_that_an_event_says_are_taken_as_they_are()
    {
        var said = IdsOf(9, ("en", [9, -2, 3]), ("fr", [8, 3]));
        var whole = Proposed(1, null, Drafted.Text.In("en")!, "One.\n\nThree.");
        Assert.Equal(
            "9 3", Ids(Given(Drafted, whole, Stored(new AmendmentAccepted(1, Now, ParagraphIds: said))).State));
        Assert.Equal("8 3", Ids(Given(Drafted, Stored(new RecommendationTranslated("fr", "Un.\n\nTrois.", Now, said)))
            .State, "fr"));
        var adopted = Given(Drafted, Agreed, Forwarded(), Stored(new RecommendationAdoptedAsAmended(
            1, Text("One.\n\nThree.", "Un.\n\nTrois."), ByConsensus, said))).State;
        Assert.Equal(("9 3", "8 3"), (Ids(adopted), Ids(adopted, "fr")));
    }

    [Fact]
    public void ids_that_do_not_fit_the_text_are_passed_over() => Assert.Equal("1 3",
        Ids(Given(Drafted, Proposed(1, null, Drafted.Text.In("en")!, "One.\n\nThree."),
            new AmendmentAccepted(1, Now, ParagraphIds: IdsOf(9, ("en", [9])))).State));

    private static string Words(string words) => Clauses.Join(words.Split('|'));

    private static string Ids(Recommendation it, string language = "en") =>
        string.Join(' ', it.Texts[language].Clauses.Select(clause => clause.Id));

    private static T Stored<T>(T happened) => Read<T>(JsonSerializer.Serialize(happened, Json.Options));

    private static T Read<T>(string stored) => JsonSerializer.Deserialize<T>(stored, Json.Options)!;
}
