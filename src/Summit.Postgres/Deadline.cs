namespace Summit.Postgres;

/// <summary>The moment after which waiting is given up.</summary>
internal readonly struct Deadline
{
    private readonly long at;

    private Deadline(long at) => this.at = at;

    public bool Passed => Environment.TickCount64 >= at;

    public static Deadline In(TimeSpan bound) => new(Environment.TickCount64 + (long)bound.TotalMilliseconds);

    /// <summary>Whether the condition came true in time.</summary>
    public static async Task<bool> Until(Func<bool> condition, TimeSpan bound, CancellationToken cancel)
    {
        var deadline = In(bound);
        while (!condition())
        {
            if (deadline.Passed) return false;
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancel);
        }
        return true;
    }
}
