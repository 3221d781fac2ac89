using Summit.Deliberation;

namespace Summit.Tests.Deliberation;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("# no heading", @"\# no heading")]
    [InlineData("1. no list", @"1\. no list")]
    [InlineData("- no list", @"\- no list")]
    [InlineData("   + no list", @"\+ no list")]
    [InlineData("===", @"\===")]
    [InlineData("one\n# two", @"one \# two")]
    [InlineData("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;")]
    [InlineData("[a](b)", @"\[a\](b)")]
    [InlineData("*a* _b_ `c`", @"\*a\* \_b\_ \`c\`")]
    [InlineData("In 2019. Then", "In 2019. Then")]
    [InlineData("l’accès « pour tous » : oui, 50 %", "l’accès « pour tous » : oui, 50 %")]
    [InlineData("\u202Eevil\u2069", "evil")]
    public void the_marks_of_Markdown_in_a_text_are_escaped(string typed, string plain) =>
        Assert.Equal(plain, Markdown.Plain(typed));
}
