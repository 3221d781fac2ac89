using Summit.Deliberation;

namespace Summit.Tests.Deliberation;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("# no heading", @"\# no heading")]
    [InlineData("1. no list", @"1\. no list")]
    [InlineData("- no list", @"\- no list")]
    [InlineData("   + no list", @"\+ no list")]
    [InlineData("(a) no list", @"(a\) no list")]
    [InlineData("iv) no list", @"iv\) no list")]
    [InlineData("===", @"\===")]
    [InlineData("one\n# two", @"one \# two")]
    [InlineData("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;")]
    [InlineData("[a](b)", @"\[a\](b)")]
    [InlineData("*a* _b_ `c`", @"\*a\* \_b\_ \`c\`")]
    [InlineData("In 2019. Then", "In 2019. Then")]
    [InlineData("1.5 million", "1.5 million")]
    [InlineData("l’accès « pour tous » : oui, 50 %", "l’accès « pour tous » : oui, 50 %")]
    public void the_marks_of_Markdown_in_a_text_are_escaped(string typed, string plain) =>
        Assert.Equal(plain, Markdown.Plain(typed));

    [Theory]
    [InlineData("https://example.org/a_b_c~d", "<https://example.org/a_b_c~d>")]
    [InlineData("See https://example.org/?a=1&b=2.", "See <https://example.org/?a=1&b=2>.")]
    [InlineData("https://example.org/?a=1&copy;b=2, so",
        "[https://example.org/?a=1&amp;copy;b=2](https://example.org/?a=1&amp;copy;b=2), so")]
    [InlineData("https://example.org/?a&copy", "[https://example.org/?a&amp;copy](https://example.org/?a&amp;copy)")]
    [InlineData("(https://example.org/a_(b)), then", "(<https://example.org/a_(b)>), then")]
    [InlineData("[x](https://example.org)", @"\[x\](<https://example.org>)")]
    [InlineData("**https://example.org**", @"\*\*<https://example.org>\*\*")]
    [InlineData("www.example.org/a_b", @"[www.example.org/a\_b](http://www.example.org/a_b)")]
    [InlineData("www.example.org/(a)", "[www.example.org/(a)](http://www.example.org/%28a%29)")]
    [InlineData("Write to a_b@example.org!", "Write to <a_b@example.org>!")]
    [InlineData("javascript:alert(1)//a_b", @"javascript:alert(1)//a\_b")]
    [InlineData("awww.b_c", @"awww.b\_c")]
    [InlineData("a@b_c", @"a@b\_c")]
    public void an_address_is_shown_as_it_was_typed_and_leads_to_nothing_else(string typed, string plain) =>
        Assert.Equal(plain, Markdown.Plain(typed));

    [Theory]
    [InlineData("We call on:\n(a) mayors\r\n  1. and others",
        "We call on:  \n(a\\) mayors  \n\u00A0\u00A01\\. and others")]
    [InlineData("One\u2028two\ttwo\n\tthree", "One  \ntwo two  \n\u00A0\u00A0\u00A0\u00A0three")]
    [InlineData("One\n\u00A0\nTwo", "One\n\nTwo")]
    public void the_lines_of_a_text_and_their_indents_stay(string typed, string lines) =>
        Assert.Equal(lines, Markdown.Lines(typed));
}
