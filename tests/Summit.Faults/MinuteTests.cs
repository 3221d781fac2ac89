namespace Summit.Faults;

/// <summary>A run of about a minute; the README of this folder says how to run longer ones.</summary>
public sealed class MinuteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task no_command_is_lost_doubled_or_blocked_while_processes_connections_and_disks_fail()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The harness finds processes in /proc, which only Linux has.");
        var options = new Options(Options.AnySeed(), TimeSpan.FromSeconds(30), Kills: 4, Without: null);
        var found = await new Run(options, output.WriteLine).Do();
        Assert.True(found.Count == 0, $"seed {options.Seed}: {string.Join('\n', found)}");
    }
}
