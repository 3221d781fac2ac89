using Summit.Store;
using Summit.Operations;

namespace Summit.Tests.Operations;

public sealed class ReplayProgressTests
{
    [Fact]
    public async Task a_terminal_shows_one_bar_that_is_redrawn_in_place_and_cleared()
    {
        var console = new StringWriter();
        var progress = new ReplayProgress("a.view", console, isTerminal: true);
        await Told(progress, console, new RebuildProgress(500, 1000));
        Assert.StartsWith("\ra.view [###############...............] 500 of 1,000, ", console.ToString());
        progress.Done();
        Assert.EndsWith(" \r", console.ToString());
        Assert.DoesNotContain('\n', console.ToString());
    }

    [Fact]
    public void a_short_replay_writes_nothing_to_a_log()
    {
        var console = new StringWriter();
        var progress = new ReplayProgress("a.view", console, isTerminal: false);
        for (var position = 1; position <= 1000; position++)
            progress.Report(new RebuildProgress(position, 1000));
        progress.Done();
        Assert.Empty(console.ToString());
    }

    private static async Task Told(ReplayProgress progress, StringWriter console, RebuildProgress replayed)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (console.GetStringBuilder().Length == 0)
        {
            progress.Report(replayed);
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
