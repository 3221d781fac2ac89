using FsCheck;
using FsCheck.Fluent;
using Summit.Deliberation;

namespace Summit.Tests.Deliberation;

public sealed class WholeTextTests
{
    [Fact]
    public void a_moved_clause_keeps_its_id() =>
        Assert.Equal("3C 1A 2B", Said(First("A|B|C").Instead(Words("C|A|B"))));

    [Fact]
    public void a_clause_moved_by_an_amendment_takes_along_what_others_made_of_it() =>
        Assert.Equal("3C 1A 2B!", Said(First("A|B|C").Replace(2, "B!").Merge(First("A|B|C"), Words("C|A|B"))!));

    [Fact]
    public void two_whole_texts_that_change_different_clauses_are_both_accepted_in_either_order()
    {
        var proposedOn = First("A|B|C|D");
        var (one, other) = (Words("A!|B|C"), Words("N|A|B|C!|D"));
        Assert.Equal("5N 1A! 2B 3C!",
            Said(proposedOn.Instead(one).Merge(proposedOn, other)!));
        Assert.Equal("5N 1A! 2B 3C!",
            Said(proposedOn.Instead(other).Merge(proposedOn, one)!));
    }

    [Fact]
    public void two_whole_texts_that_change_one_clause_are_not_both_accepted()
    {
        var proposedOn = First("A|B");
        Assert.Null(proposedOn.Instead(Words("A!|B")).Merge(proposedOn, Words("A?|B")));
        Assert.Null(proposedOn.Instead(Words("A!|B")).Merge(proposedOn, Words("B")));
        Assert.Null(proposedOn.Instead(Words("B")).Merge(proposedOn, Words("A!|B")));
    }

    [Fact]
    public void a_whole_text_leaves_alone_what_it_does_not_change() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var numbers = Enumerable.Range(1, random.Next(2, 9));
            var proposedOn = First(string.Join('|', numbers.Select(n => $"Clause {n}.")));
            var changed = proposedOn.Clauses.Where(_ => random.Next(2) == 0).Select(clause => clause.Id).ToHashSet();
            var text = string.Join("\n\n", proposedOn.Clauses.SelectMany(clause => (string[])(
                !changed.Contains(clause.Id) ? [clause.Words!]
                : random.Next(3) == 0 ? [$"{clause.Words} Otherwise.", "An addition."]
                : [$"{clause.Words} Otherwise."])));
            var now = proposedOn;
            foreach (var other in proposedOn.Clauses.Where(clause => !changed.Contains(clause.Id)))
            {
                now = random.Next(4) switch
                {
                    0 => now.Replace(other.Id, $"{other.Words} As amended."),
                    1 => now.Strike(other.Id),
                    2 => now.Insert(other.Id, "Inserted.", proposedOn.Last),
                    _ => now,
                };
            }
            var merged = now.Merge(proposedOn, text)!;
            Assert.Equal(now.All.Where(one => !changed.Contains(one.Id)),
                merged.All.Where(one => !changed.Contains(one.Id) && one.Words != "An addition."));
            Assert.All(changed, id => Assert.EndsWith("Otherwise.", merged.Clause(id)!.Words));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void a_translation_of_as_many_paragraphs_has_the_ids_of_the_text()
    {
        var authentic = First("A|B").Replace(1, Words("A1|A2")).Strike(2);
        Assert.Equal("1a1 3a2", Said(authentic.Translated(Words("a1|a2"), First("a|b"))));
    }

    [Fact]
    public void a_translation_of_another_number_of_paragraphs_goes_on_from_the_one_before() =>
        Assert.Equal("1a 2b 4c", Said(First("A|B").Replace(1, Words("A1|A2")).Strike(2)
            .Translated(Words("a|b|c"), First("a|b"))));

    [Fact]
    public void a_whole_text_brings_back_nothing_that_a_translation_has_left_out()
    {
        var proposedOn = First("a|b").Insert(1, "n", 2);
        var now = First("A|B").Translated(Words("a|b"), proposedOn);
        Assert.Equal("1a 2b!", Said(now.Merge(proposedOn, Words("a|n|b!"))!));
    }

    [Fact]
    public void a_text_of_thousands_of_paragraphs_is_put_in_place_merged_and_shown()
    {
        var letters = First(string.Join('|', Enumerable.Range(0, 6_600).Select(n => (char)('a' + n % 26))));
        var swapped = Words(string.Join('|', letters.Words.Skip(1).Append(letters.Words[0]).Append("New")));
        var instead = First("A|B").Instead(letters.Text);
        Assert.Equal(6_600, instead.Clauses.Count);
        var merged = letters.Strike(3_000).Merge(letters, swapped)!;
        Assert.Equal(6_600, merged.Clauses.Count);
        Assert.Equal(Enumerable.Range(1, 6_600),
            ClauseDetails.Of(new Dictionary<string, ClausedText> { ["en"] = merged, ["fr"] = letters }, "en")
                .Select(clause => clause.Number).OfType<int>());
    }

    private static ClausedText First(string words) => ClausedText.First(Words(words), openings: 0);

    private static string Words(string words) => Clauses.Join(words.Split('|'));

    private static string Said(ClausedText text) =>
        string.Join(' ', text.Clauses.Select(clause => $"{clause.Id}{clause.Words}"));
}
