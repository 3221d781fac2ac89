using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Summit.Store;

namespace Summit.Bench;

/// <summary>
/// How long after its recording each event is in the views and reactions that want it: their progress is looked at
/// every few milliseconds, which are counted as theirs.
/// </summary>
internal sealed class Lag : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly NpgsqlDataSource database;
    // With the names its events are stored under; null where it wants all.
    private readonly IReadOnlyDictionary<string, string[]> readers;
    private readonly Dictionary<string, List<(long Position, DateTimeOffset At)>> moves;
    private readonly CancellationTokenSource end = new();
    private readonly long from;
    private readonly Task watching;

    private Lag(
        NpgsqlDataSource database, IReadOnlyDictionary<string, string[]> readers, long from)
    {
        (this.database, this.readers, this.from) = (database, readers, from);
        moves = readers.Keys.ToDictionary(name => name, _ => new List<(long, DateTimeOffset)>());
        watching = Look();
    }

    /// <summary>Looks from now on at the readers of a service.</summary>
    public static async Task<Lag> Watch(string connectionString)
    {
        await using var service = Service.Build([], connectionString);
        var types = service.Services.GetRequiredService<EventTypes>();
        var readers = service.Services.GetServices<EventSubscription>().ToDictionary(one => one.Name,
            one => one.Unwanted(types));
        var database = NpgsqlDataSource.Create(ConnectionTuning.Tuned(connectionString));
        await using var head = database.CreateCommand("select coalesce(max(seq_id), 0) from events.mt_events");
        return new Lag(database, readers, (long)(await head.ExecuteScalarAsync())!);
    }

    /// <summary>Waits until all have dealt with all; then says how far each was behind, in milliseconds.</summary>
    public async Task<IReadOnlyList<(string Reader, Figure Behind)>> Behind()
    {
        var events = await Events();
        var found = new List<(string, Figure)>();
        var start = Stopwatch.GetTimestamp();
        using var look = new PeriodicTimer(Pause);
        foreach (var (reader, unwanted) in readers)
        {
            var wanted = events.Where(one => !unwanted.Contains(one.Type)).ToArray();
            if (wanted.Length == 0)
                continue;
            while (Reached(reader) < wanted[^1].Position)
            {
                if (Stopwatch.GetElapsedTime(start) > Patience)
                    throw new InvalidOperationException($"{reader} does not come to the end.");
                await look.WaitForNextTickAsync();
            }
            found.Add((reader, Figure.Of(Times(reader, wanted), Stopwatch.GetElapsedTime(start))));
        }
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
        await database.DisposeAsync();
    }

    private long Reached(string reader)
    {
        lock (moves)
            return moves[reader] is [.., var (position, _)] ? position : 0;
    }

    private IEnumerable<double> Times(string reader, (long Position, string Type, DateTimeOffset At)[] wanted)
    {
        (long Position, DateTimeOffset At)[] seen;
        lock (moves)
            seen = [.. moves[reader]];
        var n = 0;
        foreach (var (position, _, at) in wanted)
        {
            while (seen[n].Position < position)
                n++;
            yield return (seen[n].At - at).TotalMilliseconds;
        }
    }

    private async Task Look()
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            "select name, position from events.checkpoints where name = any($1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = readers.Keys.ToArray() });
        using var look = new PeriodicTimer(Pause);
        while (!end.IsCancellationRequested)
        {
            var found = new List<(string Name, long Position)>();
            await using (var row = await command.ExecuteReaderAsync())
            {
                while (await row.ReadAsync())
                    found.Add((row.GetString(0), row.GetInt64(1)));
            }
            // By the same machine's clock as the service's.
            var now = DateTimeOffset.UtcNow;
            lock (moves)
            {
                foreach (var (name, position) in found)
                {
                    if (moves[name] is not [.., var last] || last.Position < position)
                        moves[name].Add((position, now));
                }
            }
            await look.WaitForNextTickAsync();
        }
    }

    private async Task<List<(long Position, string Type, DateTimeOffset At)>> Events()
    {
        await using var command = database.CreateCommand(
            "select seq_id, type, timestamp from events.mt_events where seq_id > $1 order by seq_id");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        await using var row = await command.ExecuteReaderAsync();
        var events = new List<(long, string, DateTimeOffset)>();
        while (await row.ReadAsync())
            events.Add((row.GetInt64(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2)));
        return events;
    }
}
