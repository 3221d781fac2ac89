namespace Summit.Faults;

/// <summary>A minute of trouble; longer by hand, see the README of this folder.</summary>
public sealed class MinuteTests(ITestOutputHelper output)
{
    [Fact]
    public async Task nothing_is_lost_doubled_or_stuck_whatever_is_killed_cut_frozen_or_filled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are looked for where Linux shows them.");
        var options = new Options(Options.AnySeed(), TimeSpan.FromSeconds(30), Kills: 4, Without: null);
        var found = await new Run(options, output.WriteLine).Do();
        Assert.True(found.Count == 0, $"seed {options.Seed}: {string.Join('\n', found)}");
    }
}
