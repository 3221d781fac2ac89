using Summit.Deliberation;

namespace Summit.Tests.Deliberation;

public sealed class BidiControlsTests
{
    [Theory]
    [InlineData("قمة \u2066UCLG 2022\u2069 في دايجون")]
    [InlineData("\u2068a \u2067b\u2069 c\u2069")]
    [InlineData("\u202Ba\u202C \u2066b\u2069")]
    [InlineData("no controls, but marks\u200F\u061C")]
    public void isolates_and_embeddings_that_are_closed_stay(string typed) =>
        Assert.Equal(typed, BidiControls.Balanced(typed));

    [Theory]
    [InlineData("\u2066a", "a")]
    [InlineData("a\u2069b\u202C", "ab")]
    [InlineData("\u2066a\u2069\u2067b", "\u2066a\u2069b")]
    [InlineData("\u2066a \u202Bb\u2069", "\u2066a b\u2069")]
    [InlineData("\u202Ba \u2066b\u202C c\u2069", "a \u2066b c\u2069")]
    [InlineData("\u202Eevil\u2069", "evil")]
    [InlineData("\u202Bone \u202Etwo\u202C\u202C", "\u202Bone two\u202C")]
    public void what_is_not_closed_or_closes_nothing_or_overrides_is_dropped(string typed, string kept) =>
        Assert.Equal(kept, BidiControls.Balanced(typed));
}
