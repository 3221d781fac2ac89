using Npgsql;

namespace Summit.Store;

/// <summary>
/// A connection that is kept from one use to the next, while uses follow each other closely. The server's process at
/// its other end works on with what it has at hand; from a pool each use would find another, whose caches went cold.
/// </summary>
internal sealed class WriterConnection
{
    // Longer than work pauses while there is any, and far shorter than anything between closes what is silent.
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
    /// Does something with the connection, one thing at a time. It is kept where that says that it has left nothing
    /// open; otherwise it is given back, which undoes what is.
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
