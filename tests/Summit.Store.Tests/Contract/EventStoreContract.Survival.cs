using System.Collections.Concurrent;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Commits that are killed or cancelled at random moments.</summary>
public sealed partial class EventStoreContract
{
    private const int Enough = 40;

    [Fact]
    public async Task a_commit_whose_session_is_killed_is_whole_or_absent_and_is_there_if_acknowledged()
    {
        await using var mortal = NpgsqlDataSource.Create(ConnectionString + ";Application Name=mortal");
        var store = Open(mortal, Motion.Page, new Titles());
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var kills = 0;
        var killer = Kill();

        var (heard, unheard) = await Try(store, () => Cancel, _ => Volatile.Read(ref kills) >= Enough);
        await enough.CancelAsync();
        await killer;

        await AssertWhole(heard, unheard);

        async Task Kill()
        {
            while (!enough.IsCancellationRequested)
            {
                await Execute("select pg_sleep(random() * 0.05)");
                kills += await Ask<int>(
                    """
                    select count(pg_terminate_backend(pid))::int from (
                        select pid from pg_stat_activity where application_name = 'mortal' and state <> 'idle'
                         and datname = current_database() order by random() limit 1) victim
                    """);
            }
        }
    }

    [Fact]
    public async Task a_cancelled_commit_is_whole_or_absent_and_AfterCommit_runs_if_it_is_written()
    {
        var told = new ConcurrentBag<string>();
        var tokens = new ConcurrentBag<CancellationTokenSource>();
        var (heard, unheard) = await Try(Store, () =>
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            tokens.Add(source);
            // Some are not cancelled: on a busy machine none would succeed otherwise.
            if (Random.Shared.Next(4) > 0)
                source.CancelAfter(TimeSpan.FromMicroseconds(Random.Shared.Next(1, 25_000)));
            return source.Token;
        }, unheard => unheard >= Enough, told);
        foreach (var source in tokens)
            source.Dispose();
        // A cancelled commit may still be queued, and is written before this one.
        await Store.Append(One(), Cancel);
        Assert.Equal(await Column("select key from events.answers"), told.Order(StringComparer.Ordinal));

        await AssertWhole(heard, unheard);
    }

    /// <summary>Appends commits until enough were disturbed and enough were not.</summary>
    /// <returns>Their keys: the acknowledged ones, and those without a response.</returns>
    private async Task<(ConcurrentBag<string> Heard, ConcurrentBag<string> Unheard)> Try(
        StoreFixture store, Func<CancellationToken> patience, Func<int, bool> disturbed,
        ConcurrentBag<string>? told = null)
    {
        var (heard, unheard) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; heard.Count < Enough || !disturbed(unheard.Count); n++)
            {
                Cancel.ThrowIfCancellationRequested();
                var key = $"{writer}-{n}";
                try
                {
                    var whole = Whole(key, Table($"{key} a"), Table($"{key} b"));
                    await store.Append(With(new NotifyingOperation(() => told?.Add(key)))(whole), patience());
                    heard.Add(key);
                }
                catch (Exception) when (!Cancel.IsCancellationRequested)
                {
                    unheard.Add(key);
                }
            }
        })));
        return (heard, unheard);
    }

    /// <summary>Fails unless each acknowledged commit is there and each commit that is there is whole.</summary>
    private async Task AssertWhole(IReadOnlyCollection<string> heard, IReadOnlyCollection<string> unheard)
    {
        // A killed writer may still be ending: its rows disappear only then.
        await Eventually(async () => await Ask<long>(
            """
            select count(*) from pg_locks where locktype = 'advisory'
               and database = (select oid from pg_database where datname = current_database())
            """) == 0, "no session holds a lock");
        var standing = await Column("select key from events.answers");
        Assert.Equal(standing, await Column("select note from tests.notes"));
        Assert.Equal(standing, await Column("select name from events.checkpoints"));
        var titles = standing
            .SelectMany(key => (string[])[$"{key} a", $"{key} b"])
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(titles, await Column("select title from tests.titles"));
        Assert.Equal(titles, await Column("select title from tests.motion_page where until_position is null"));
        Assert.Equal(titles, (await All()).Select(e => Said(e.Data)).Order(StringComparer.Ordinal));
        Assert.Equal(titles, await Column(
            "select e.data ->> 'title' from events.outbox o join events.mt_events e on e.id = o.id"));

        Assert.Empty(heard.Except(standing));
        Assert.Empty(standing.Except(heard).Except(unheard));
        await AssertStoreIsValid();
        Assert.Equal(standing.Length * 2 + 1, (await Append(Table())).Position);
        await AssertStoreIsValid();
    }

    private sealed record NotifyingOperation(Action Tell) : IStorageOperation
    {
        public void Write(SqlBatch sql, PositionedCommit placed)
        {
        }

        public void AfterCommit() => Tell();
    }

    private async Task<string[]> Column(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var values = new List<string>();
        while (await reader.ReadAsync(Cancel))
            values.Add(reader.GetString(0));
        return [.. values.Order(StringComparer.Ordinal)];
    }
}
