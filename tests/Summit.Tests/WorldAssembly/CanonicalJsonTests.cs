using Summit.Kernel;
using Summit.WorldAssembly;

namespace Summit.Tests.WorldAssembly;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void the_hash_equals_that_of_the_same_JSON_written_by_Python()
    {
        var text = LocalisedText.Of(("fr", "« été »\n\"x\" \\ \u0001\u2028 \U0001F3D9 <&>"), ("en", "A\tb"));
        SealedItem[] items = [new(1, Guid.Parse("0196f2c4-0000-7000-8000-000000000001"), text, "en", ["b", "a"])];
        var canonical = string.Concat(
            "[{'authentic':'en','number':1,'policyDomains':['b','a'],",
            "'recommendation':'0196f2c4-0000-7000-8000-000000000001',",
            @"'text':{'en':'A\tb','fr':'« été »\n\'x\' \\ \u0001", "\u2028 \U0001F3D9 <&>'}}]").Replace('\'', '"');
        Assert.Equal(canonical, CanonicalJson.Of(items));
        // Python: hashlib.sha256(json.dumps(items, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
        Assert.Equal("e64b2d386174412057ffd0eb0d19a5a0fd4b6af93bb2e398e0bd3b92a2041c79", CanonicalJson.Hash(items));
    }

    [Fact]
    public void the_keys_of_an_object_are_sorted_at_every_depth()
    {
        using var json = System.Text.Json.JsonDocument.Parse("""{"b":-7,"a":[{"d":true,"c":null}]}""");
        Assert.Equal("""{"a":[{"c":null,"d":true}],"b":-7}""", CanonicalJson.Of(json.RootElement));
    }
}
