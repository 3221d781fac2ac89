using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Summit.Operations;

namespace Summit.Tests.Operations;

public sealed class StartupCheckTests
{
    [Fact]
    public void nothing_has_to_be_configured() => Check([]);

    [Theory]
    [InlineData("Summit:BootstrapKey", "guess-me")]
    [InlineData("Summit:Forwarding:Secret", "too-short")]
    [InlineData("Summit:Forwarding:AllowPrivate", "perhaps")]
    [InlineData("Summit:Forwarding:AlarmAfter", "soon")]
    [InlineData("Summit:Proxy:PathBase", "summit")]
    [InlineData("Summit:Proxy:Networks", "everybody")]
    [InlineData("Summit:RateLimits:CommandsPerSecond", "many")]
    [InlineData("Summit:RateLimits:CommandsPerSecond", "-1")]
    [InlineData("Summit:RateLimits:CostlyReadsAtOnce", "1.5")]
    [InlineData("Summit:Readers:AlarmAfter", "00:00:00")]
    [InlineData("Summit:Readers:AlarmAfter", "a while")]
    [InlineData("Logging:LogLevel:Default", "Loud")]
    [InlineData("Logging:Console:LogLevel:Summit", "7th")]
    [InlineData("ConnectionStrings:Summit", "Password=secret;Nonsense")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("urls", "localhost:5080")]
    public void what_cannot_be_meant_is_one_sentence_that_names_its_key(string key, string value)
    {
        var wrong = Assert.Throws<OptionsValidationException>(() => Check([(key, value)]));
        var failure = Assert.Single(wrong.Failures);
        Assert.StartsWith($"{(key == "urls" ? "ASPNETCORE_URLS" : key)}: ", failure, StringComparison.Ordinal);
        Assert.EndsWith(".", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret;", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("guess-me", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void an_endpoint_that_cannot_be_meant_is_told_with_the_secret_that_it_lacks() => Assert.Equal(
        ["Summit:Forwarding:Endpoint", "Summit:Forwarding:Secret"],
        Assert.Throws<OptionsValidationException>(() => Check([("Summit:Forwarding:Endpoint", "receiver")]))
            .Failures.Select(failure => failure.Split(": ")[0]).Order());

    [Fact]
    public void what_is_wrong_in_several_sections_is_told_at_once() => Assert.Equal(
        ["Summit:Proxy:PathBase", "Summit:RateLimits:CommandsPerSecond", "Summit:RateLimits:WrongKeysPerMinute"],
        Assert.Throws<OptionsValidationException>(() => Check(
        [
            ("Summit:Proxy:PathBase", "summit"), ("Summit:RateLimits:CommandsPerSecond", "many"),
            ("Summit:RateLimits:WrongKeysPerMinute", "few"),
        ])).Failures.Select(failure => failure.Split(": ")[0]).Order());

    private static void Check((string Key, string Value)[] values) => StartupCheck.Run(new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
}
