namespace Summit;

/// <summary>Polls until something is true; the test fails after the deadline.</summary>
internal static class Eventually
{
    // Far longer than anything takes, even on a busy machine.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>Repeats an assertion until it holds; after three minutes its failure is the test's.</summary>
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
            catch (Xunit.Sdk.XunitException) when (TimeProvider.System.GetElapsedTime(start) < Deadline)
            {
                await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Repeats a question until the answer is yes.</summary>
    public static Task Holds(Func<Task<bool>> condition) => Holds(async Task () => Assert.True(await condition()));

    /// <summary>Repeats an assertion until it holds; after three minutes its failure is the test's.</summary>
    public static Task Holds(Action assertion) => Holds(() =>
    {
        assertion();
        return Task.CompletedTask;
    });

    /// <summary>Repeats a question until the answer is yes.</summary>
    /// <param name="condition">The question.</param>
    /// <param name="what">What must become true, in words for the failure.</param>
    /// <param name="deadline">Fails the test when it is cancelled.</param>
    public static async Task IsTrue(Func<Task<bool>> condition, string what, CancellationToken deadline)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            while (!await condition())
                await tick.WaitForNextTickAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Never came true: {what}");
        }
    }
}
