namespace Summit.Http.Tests;

/// <summary>Waits for what is on its way.</summary>
internal static class Eventually
{
    // Reached only by what never happens.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Makes an assertion until it holds; when patience is over, its failure is the test's.</summary>
    public static async Task Holds(Func<Task> assertion)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Asks until something is so.</summary>
    public static Task Holds(Func<Task<bool>> so) => Holds(async Task () => Assert.True(await so()));

    /// <summary>Makes an assertion until it holds; when patience is over, its failure is the test's.</summary>
    public static Task Holds(Action assertion) => Holds(() =>
    {
        assertion();
        return Task.CompletedTask;
    });
}
