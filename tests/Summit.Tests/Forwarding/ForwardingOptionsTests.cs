using Microsoft.Extensions.Configuration;
using Summit.Forwarding;

namespace Summit.Tests.Forwarding;

public sealed class ForwardingOptionsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void without_an_endpoint_nothing_is_needed()
    {
        var options = Read([]);
        Assert.Null(options.Endpoint);
        Assert.Equal(TimeSpan.FromHours(1), options.AlarmAfter);
        Assert.False(options.AllowPrivate);
    }

    [Fact]
    public void an_endpoint_comes_with_a_secret()
    {
        Assert.Single(Read([("Endpoint", "https://receiver.example/hook"), ("Secret", Secret)]).Secrets);
        Assert.Throws<InvalidOperationException>(() => Read([("Endpoint", "https://receiver.example/hook")]));
    }

    [Theory]
    [InlineData("Endpoint", "receiver")]
    [InlineData("Endpoint", "http://receiver.example/hook")]
    [InlineData("Endpoint", "https://a:b@receiver.example/hook")]
    [InlineData("AllowPrivate", "perhaps")]
    [InlineData("Timeout", "00:02:00")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("AlarmAfter", "soon")]
    public void what_cannot_be_used_stops_the_service(string name, string value) =>
        Assert.Throws<InvalidOperationException>(() => Read([("Secret", Secret), (name, value)]));

    private static ForwardingOptions Read((string Name, string Value)[] values) => ForwardingOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair =>
            KeyValuePair.Create($"Summit:Forwarding:{pair.Name}", (string?)pair.Value))).Build());
}
