using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Summit.Forwarding;

namespace Summit.Tests.Forwarding;

public sealed class ForwardingOptionsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public void no_option_is_required_without_an_endpoint()
    {
        var options = Read([]);
        Assert.Null(options.Endpoint);
        Assert.Equal(TimeSpan.FromHours(1), options.AlarmAfter);
        Assert.False(options.AllowPrivate);
    }

    [Fact]
    public void an_endpoint_without_a_secret_is_refused()
    {
        Assert.Single(Read([("Endpoint", "https://receiver.example/hook"), ("Secret", Secret)]).Secrets);
        var refused = Assert.Throws<OptionsValidationException>(
            () => Read([("Endpoint", "https://receiver.example/hook")]));
        Assert.StartsWith("Summit:Forwarding:Secret: ", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoint", "receiver")]
    [InlineData("Endpoint", "http://receiver.example/hook")]
    [InlineData("Endpoint", "https://a:b@receiver.example/hook")]
    [InlineData("Timeout", "00:02:00")]
    [InlineData("Timeout", "00:00:00")]
    [InlineData("AlarmAfter", "00:00:00")]
    [InlineData("AllowPrivate", "perhaps")]
    [InlineData("AlarmAfter", "soon")]
    [InlineData("Secret", "too-short")]
    [InlineData("Secret", "v1," + Secret)]
    public void an_option_that_cannot_be_meant_stops_the_service(string name, string value)
    {
        var options = new Dictionary<string, string> { ["Secret"] = Secret, [name] = value };
        Assert.StartsWith($"Summit:Forwarding:{name}: ", Assert.Throws<OptionsValidationException>(
            () => Read([.. options.Select(option => (option.Key, option.Value))])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void an_empty_endpoint_counts_as_no_endpoint() => Assert.Null(Read([("Endpoint", "")]).Endpoint);

    private static ForwardingOptions Read((string Name, string Value)[] values)
    {
        // Of two values the last counts.
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values.Reverse()
            .DistinctBy(pair => pair.Name)
            .Select(pair => KeyValuePair.Create($"Summit:Forwarding:{pair.Name}", (string?)pair.Value))).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddForwarding()
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        return services.GetRequiredService<ForwardingOptions>();
    }
}
