using Summit.Deliberation;

namespace Summit.Tests.Deliberation;

public sealed class ClausesTests
{
    [Theory]
    [InlineData("One", 1)]
    [InlineData("One\nstill one", 1)]
    [InlineData("One\n\nTwo", 2)]
    [InlineData("One\r\n\r\nTwo\r\n", 2)]
    [InlineData("\n\nOne\n \t\n\n\nTwo\n\n", 2)]
    public void a_clause_ends_at_a_blank_line(string text, int count) =>
        Assert.Equal(count, Clauses.Of(text).Count);

    [Fact]
    public void a_clause_is_replaced_and_the_others_stay() =>
        Assert.Equal("One\n\nTwo!\n\nThree", Clauses.With("One\r\n\r\nTwo\n\n\nThree", 2, " Two!\n"));

    [Fact]
    public void words_in_two_unicode_forms_say_the_same() =>
        Assert.True(Clauses.Same("\u00E9t\u00E9", "e\u0301te\u0301"));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void a_text_has_no_clause_beyond_its_number_of_clauses(int number) =>
        Assert.Null(Clauses.At("One\n\nTwo", number));
}
