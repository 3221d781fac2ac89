using Microsoft.AspNetCore.Http;

namespace Summit.Http.Tests.Http;

public sealed class NfcAddressTests
{
    [Theory]
    [InlineData("/v1/ours/cafe\u0301", "?q=e%CC%81te%CC%81&lang=fr", "/v1/ours/café", "été")]
    [InlineData("/v1/papers", "?q=plain&lang=fr", "/v1/papers", "plain")]
    public async Task what_an_address_says_reaches_the_routes_in_NFC(string path, string query, string routed, string q)
    {
        var http = new DefaultHttpContext();
        (http.Request.Path, http.Request.QueryString) = (path, new QueryString(query));
        await NfcAddress.Normalise(http, _ => Task.CompletedTask);
        Assert.Equal(routed, http.Request.Path.Value);
        Assert.Equal((q, "fr"), ((string?)http.Request.Query["q"], (string?)http.Request.Query["lang"]));
    }
}
