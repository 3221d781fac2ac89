using Summit.Http.Tests.Operations;

namespace Summit.Http.Tests.Documentation;

/// <summary>What a developer sees of a start.</summary>
[Collection(typeof(Development))]
public sealed class DevelopmentStartTests(DevelopmentService service)
{
    [Fact]
    public async Task the_keys_are_the_last_that_is_printed_whatever_is_asked_then()
    {
        var anybody = new Client(service.Address, null);
        foreach (var path in new[] { "/v1/congresses", "/v1/nothing", "/swagger/index.html" })
            await anybody.Get(path);
        Assert.Contains(service.Said, line => line.StartsWith("Summit listens on ", StringComparison.Ordinal));
        Assert.Equal(service.Keys.Select(key => $"  {key.Key,-14} {key.Value}"), service.Said.TakeLast(7));
        Assert.DoesNotContain(service.Said, line => line.StartsWith("info: Microsoft", StringComparison.Ordinal));
    }

    [Fact]
    public async Task the_keys_are_shown_again_on_demand()
    {
        var folder = $"--Summit:DataDirectory={service.Folder}";
        var all = await CommandLine.Said(service.ConnectionString, "keys", "show", folder);
        Assert.Equal(service.Keys.Select(key => $"{key.Key,-14} {key.Value}"), all.TrimEnd().Split('\n'));
        var one = await CommandLine.Said(service.ConnectionString, "keys", "show", "--role", "auditor", folder);
        Assert.Equal($"{service.Keys["auditor"]}\n", one);
    }
}
