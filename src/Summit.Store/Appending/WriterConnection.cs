using Npgsql;

namespace Summit.Store;

/// <summary>
/// A connection that is kept from one use to the next, while uses follow each other closely. Its server process keeps
/// its caches warm; a pool would give each use another connection, with cold caches.
/// </summary>
internal sealed class WriterConnection
{
    // Longer than the pauses between batches under load, and far shorter than a proxy's idle time-out.
    private static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource database;
    private readonly Timer idle;
    private NpgsqlConnection? held;

    public WriterConnection(NpgsqlDataSource database)
    {
        this.database = database;
        idle = new Timer(
            static its => _ = ((WriterConnection)its!).GiveBack(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>
    /// Runs work on the connection, one piece at a time. The connection is kept where the work says that it left no
    /// transaction open; otherwise it goes back to the pool, which rolls back.
    /// </summary>
    public async Task Use(Func<NpgsqlConnection, Task<bool>> work)
    {
        // Out of reach of others for as long as it is used.
        var mine = Take() ?? await database.OpenConnectionAsync();
        var isClean = false;
        try
        {
            isClean = await work(mine);
        }
        finally
        {
            held = mine;
            if (isClean)
                idle.Change(IdleMax, Timeout.InfiniteTimeSpan);
            else
                await GiveBack();
        }
    }

    private NpgsqlConnection? Take() => Interlocked.Exchange(ref held, null);

    private async Task GiveBack()
    {
        try
        {
            await (Take()?.DisposeAsync() ?? default);
        }
        catch (Exception)
        {
            // It was lost meanwhile: whatever that leads to must not hide what became of the work.
        }
    }
}
