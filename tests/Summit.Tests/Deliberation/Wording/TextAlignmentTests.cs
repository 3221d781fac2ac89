using FsCheck;
using FsCheck.Fluent;
using Summit.Deliberation;

namespace Summit.Tests.Deliberation;

public sealed class TextAlignmentTests
{
    [Theory]
    [InlineData("A|B|C", "A|B|C", "0 1 2")]
    [InlineData("A|B|C", "A|X|C", "0 1 2")]
    [InlineData("A|B|C", "A|C", "0 2")]
    [InlineData("A|B|C", "A|N|B|C", "0 - 1 2")]
    [InlineData("A|B|C", "C|B|A", "2 1 0")]
    [InlineData("W|B|W", "W|B|W|B", "0 1 2 -")]
    [InlineData("A|B", "X", "0")]
    [InlineData("A|We fund homes|C", "A|N|We fund homes for all|C", "0 - 1 2")]
    [InlineData("A|We fund homes|We plan|C", "A|We plan early|C", "0 2 3")]
    [InlineData("\u00E9", "e\u0301", "0")]
    public void a_paragraph_goes_on_what_it_keeps_or_rewords(string earlier, string later, string pairs) =>
        Assert.Equal(pairs, Said(TextAlignment.Of(earlier.Split('|'), later.Split('|'))));

    [Theory]
    [InlineData("O|A", "X", "1")]
    [InlineData("O|A", "P|Q|X", "- 0 1")]
    public void an_opening_grows_or_goes_and_the_clauses_stay(string earlier, string later, string pairs) =>
        Assert.Equal(pairs, Said(TextAlignment.Of(earlier.Split('|'), later.Split('|'), openings: 1)));

    [Fact]
    public void a_long_text_is_aligned_by_its_equal_paragraphs()
    {
        string[] earlier = [.. Enumerable.Range(0, 2_000).Select(n => $"Clause {n}.")];
        var pairs = TextAlignment.Of(earlier, ["New.", .. earlier.Skip(1).SkipLast(1), "Last."]);
        Assert.Equal(0, pairs[0]);
        Assert.Equal(Enumerable.Range(1, 1_998).Cast<int?>(), pairs[1..^1]);
    }

    [Fact]
    public void each_paragraph_goes_on_one_at_most_and_those_that_stay_in_their_order_are_found() => Prop
        .ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            string[] earlier = [.. Enumerable.Range(0, random.Next(1, 12)).Select(n => $"{(char)('A' + n)}")];
            var later = earlier.Where(_ => random.Next(4) > 0).ToList();
            for (var n = random.Next(4); n > 0; n--)
                later.Insert(random.Next(later.Count + 1), $"New {random.Next(100)} {n}");
            var pairs = TextAlignment.Of(earlier, later);
            Assert.Distinct(pairs.OfType<int>());
            Assert.All(later.Index(), said =>
            {
                if (earlier.Contains(said.Item))
                    Assert.Equal(Array.IndexOf(earlier, said.Item), pairs[said.Index]);
            });
        })
        .QuickCheckThrowOnFailure();

    private static string Said(int?[] pairs) => string.Join(' ', pairs.Select(pair => pair?.ToString() ?? "-"));
}
