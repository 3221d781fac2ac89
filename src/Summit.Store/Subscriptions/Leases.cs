using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Shares the readers among the nodes on one database: each is held by one node for a short while that it renews, and
/// no node holds more than its even share. A node that dies or stands still loses what it holds when the while is over.
/// Two that both believe they hold a reader do no harm: one of them finds the progress moved.
/// </summary>
public sealed partial class Leases(NpgsqlDataSource database, IEnumerable<string> readers, ILogger log)
{
    private readonly string[] wanted = [.. readers];
    private readonly Lock gate = new();
    private readonly Dictionary<string, Lease> held = [];
    private readonly Dictionary<string, TaskCompletionSource<Lease>> waiting = [];
    private readonly HashSet<string> given = [];
    private readonly SemaphoreSlim hurry = new(0);

    /// <summary>What this node is called where it holds something.</summary>
    public string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}"[..^24];

    /// <summary>How long a lease lasts unless it is renewed, which happens three times in that while.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Renews what is held and takes what is free until cancelled; no failure ends it.</summary>
    public async Task Run(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await GiveBack(cancel);
                await Renew(cancel);
                await hurry.WaitAsync(Lasts / 3, cancel);
            }
            catch (Exception) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                LogFailed(log, failure);
                await Backoff.Before(1, Lasts / 3, cancel);
            }
        }
    }

    /// <summary>Gives everything back, so that others need not wait: once this node's reading has ended.</summary>
    public async Task Leave(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        sql.Add("update events.readers set holder = null, held_until = null where holder = $1", Node);
        sql.Add("delete from events.nodes where node = $1", Node);
        await sql.Execute(cancel);
    }

    /// <summary>Completes when this node holds a reader. It is let go by disposing of the lease.</summary>
    internal Task<Lease> Hold(string reader, CancellationToken cancel)
    {
        lock (gate)
        {
            var mine = new TaskCompletionSource<Lease>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting[reader] = mine;
            return mine.Task.WaitAsync(cancel);
        }
    }

    internal void LetGo(Lease lease)
    {
        lock (gate)
        {
            if (held.GetValueOrDefault(lease.Reader) == lease)
                held.Remove(lease.Reader);
            if (!lease.IsSurplus)
                return;
            given.Add(lease.Reader);
        }
        hurry.Release();
    }

    private async Task Renew(CancellationToken cancel)
    {
        // Before the question: the lease of the answer began after it, on whichever clock.
        var asked = Stopwatch.GetTimestamp();
        var mine = new List<string>();
        var share = 0;
        await using (var command = database.CreateCommand("select reader, share from events.hold_readers($1, $2, $3)"))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Node });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = wanted });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lasts });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                mine.Add(reader.GetString(0));
                share = reader.GetInt32(1);
            }
        }
        lock (gate)
            Settle(mine, share, asked + (long)(Lasts.TotalSeconds * Stopwatch.Frequency));
    }

    private void Settle(List<string> mine, int share, long until)
    {
        foreach (var lost in held.Values.Where(lease => !mine.Contains(lease.Reader)).ToArray())
        {
            held.Remove(lost.Reader);
            lost.End(surplus: false);
        }
        foreach (var name in mine.Where(name => !given.Contains(name)))
        {
            if (held.TryGetValue(name, out var lease))
                lease.Until = until;
            else if (waiting.Remove(name, out var waiter))
                waiter.TrySetResult(held[name] = new Lease(this, name) { Until = until });
        }
        foreach (var surplus in mine.Skip(share).Where(held.ContainsKey))
            held[surplus].End(surplus: true);
    }

    private async Task GiveBack(CancellationToken cancel)
    {
        string[] back;
        lock (gate)
            back = [.. given];
        if (back.Length == 0)
            return;
        await using var command = database.CreateCommand(
            "update events.readers set holder = null, held_until = null where holder = $1 and name = any($2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Node });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = back });
        await command.ExecuteNonQueryAsync(cancel);
        lock (gate)
            given.ExceptWith(back);
    }

    [LoggerMessage(LogLevel.Warning, "The readers' leases cannot be renewed; trying again")]
    private static partial void LogFailed(ILogger log, Exception failure);
}

/// <summary>A node's hold on a reader, for a while.</summary>
internal sealed class Lease(Leases? leases, string reader) : IDisposable
{
    private readonly CancellationTokenSource ended = new();
    private long until = long.MaxValue;

    /// <summary>Whose.</summary>
    public string Reader => reader;

    /// <summary>Until when, by this machine's count of time, which goes on while the process stands still.</summary>
    public long Until
    {
        set => Volatile.Write(ref until, value);
    }

    /// <summary>Whether the reader may go on.</summary>
    public bool Holds => !ended.IsCancellationRequested && Stopwatch.GetTimestamp() < Volatile.Read(ref until);

    /// <summary>Cancelled when another node is to have the reader, or has it.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>Whether it is to be given back for others, which are short of their share.</summary>
    public bool IsSurplus { get; private set; }

    /// <summary>A hold that nobody shares.</summary>
    public static Lease Alone(string reader) => new(null, reader);

    public void End(bool surplus)
    {
        IsSurplus |= surplus;
        // Not here and now: what goes on from it would run under the lock.
        _ = ended.CancelAsync();
    }

    public void Dispose() => leases?.LetGo(this);
}
