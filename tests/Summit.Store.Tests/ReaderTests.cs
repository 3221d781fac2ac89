namespace Summit.Store.Tests;

/// <summary>Readers that cannot go on: seen by everybody, and what an operator may do about it.</summary>
public sealed class ReaderTests(PostgresServer server) : StoreTest(server)
{
    private PostgresEventStore store = null!;
    private Picky picky = null!;
    private SubscriptionAdmin readers = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        store = new PostgresEventStore(Database, Codec, [], Clock) { LookAgain = TimeSpan.FromMilliseconds(20) };
        picky = new Picky(Database) { Refuses = "bad" };
        readers = new SubscriptionAdmin(Database, Codec, [picky, new EnterOnDocket(store), new BodyPage(Database)], Clock);
    }

    [Fact]
    public async Task A_failure_is_seen_from_other_nodes_with_its_event_and_after_a_restart_still_since_it_began()
    {
        await Append("good", "bad", "best");
        var since = Clock.GetUtcNow();
        await using (var running = Run())
            await Until(() => running.Subscription.Failing?.Position == 2, "it fails");
        Clock.Move(TimeSpan.FromMinutes(5));
        var before = picky.Refusals;
        await using (Run())
            await Until(() => picky.Refusals > before + 2, "it fails again");

        var seen = (await readers.All(Cancel)).Single(one => one.Name == picky.Name);
        var bad = await Ask<Guid>("select id from events.mt_events where seq_id = 2");
        Assert.Equal(new Failure(since, "I refuse bad.", 2, bad), seen.Failing);
        Assert.Equal((1, 2), (seen.Position, seen.Next));
        Assert.Equal(2, await readers.Behind(picky.Name, Cancel));
        Assert.Equal(3, await readers.Behind("tests.body_page", Cancel));
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_named_once_those_before_it_are_taken()
    {
        await Append("good", "broken", "best");
        await Execute("update events.mt_events set data = '17' where seq_id = 2");
        await using var running = Run();
        await Until(() => running.Subscription.Failing?.Position == 2, "it fails");
        Assert.Equal(["good"], picky.Taken);

        await readers.Skip(picky.Name, 2, "cannot be mended", "operator", Cancel);
        await Until(() => running.Subscription.Reached == 3, "it goes on");
        Assert.Equal(["good", "best"], picky.Taken);
    }

    [Fact]
    public async Task An_operator_skips_the_event_that_fails_and_no_other()
    {
        await Append("good", "bad", "best");
        await using var running = Run();
        await Until(() => running.Subscription.Failing?.Position == 2, "it fails");
        foreach (var (reader, position, reason) in ((string, long, string)[])
            [(picky.Name, 1, "x"), (picky.Name, 3, "x"), ("tests.body_page", 2, "x"), ("no.reader", 2, "x"),
                (picky.Name, 2, " ")])
        {
            await Assert.ThrowsAsync<ArgumentException>(
                () => readers.Skip(reader, position, reason, "operator", Cancel));
        }
        Assert.Equal(0, await Ask<long>("select count(*) from events.skipped"));

        await readers.Skip(picky.Name, 2, "known to be bad", "operator", Cancel);
        await Until(() => running.Subscription.Reached == 3, "it goes on");
        Assert.Null(running.Subscription.Failing);
        Assert.Equal(["good", "best"], picky.Taken);
        Assert.Equal("tests.picky 2 known to be bad operator", await Ask<string>(
            """
            select format('%s %s %s %s', s.reader, s.position, s.reason, s.actor)
              from events.skipped s join events.mt_events e on e.seq_id = s.position and e.id = s.event_id
            """));
        await Assert.ThrowsAsync<ArgumentException>(() => readers.Skip(picky.Name, 2, "again", "operator", Cancel));
    }

    [Fact]
    public async Task Of_a_skip_and_a_reader_that_recovers_at_that_moment_one_wins_and_nothing_is_done_twice()
    {
        for (var round = 0; round < 20; round++)
        {
            picky.Refuses = "bad";
            var head = await store.Head(Cancel);
            await Append("bad");
            await using var running = Run();
            await Until(() => running.Subscription.Failing?.Position == head + 1, "it fails");
            var skipping = Record.ExceptionAsync(
                () => readers.Skip(picky.Name, head + 1, "in haste", "operator", Cancel));
            picky.Refuses = null;
            var refused = await skipping;
            await Until(() => running.Subscription.Reached == head + 1, "it goes on");
            var skipped = await Ask<long>("select count(*) from events.skipped where position = $1", head + 1);
            Assert.Equal(refused is null ? 1 : 0, skipped);
            Assert.Equal(1, skipped + picky.Taken.Count);
            picky.Taken.Clear();
        }
    }

    [Fact]
    public async Task A_reaction_beyond_a_restored_store_stops_until_an_operator_sets_it()
    {
        await Append("one", "two", "three");
        await using (var running = Run())
        {
            picky.Refuses = null;
            await Until(() => running.Subscription.Reached == 3, "it has read all");
        }
        await Restore(to: 1);
        await using var again = Run();
        await Until(() => again.Subscription.Failing is not null, "it stops");
        // As far as it had come, with another history: its position alone tells nothing any more.
        await Append("two again", "three again", "four");
        Assert.True((await readers.All(Cancel)).Single(one => one.Name == picky.Name).IsStranded);
        await Until(() => again.Subscription.Failing!.Why.Contains("restored", StringComparison.Ordinal), "it says so");
        Assert.Equal(["one", "two", "three"], picky.Taken);

        await Assert.ThrowsAsync<ArgumentException>(() => readers.Set(picky.Name, 99, "no such", "operator", Cancel));
        await readers.Set(picky.Name, 1, "restored to 1", "operator", Cancel);
        await Until(() => again.Subscription.Reached == 4, "it goes on");
        Assert.Equal(["one", "two", "three", "two again", "three again", "four"], picky.Taken);
        Assert.Equal(1, await Ask<long>("select count(*) from events.moved where seen = 3 and set_to = 1"));
    }

    [Fact]
    public async Task A_running_reader_notices_that_the_store_was_restored_under_it()
    {
        picky.Refuses = null;
        await Append("one", "two", "three");
        await using var running = Run();
        await Until(() => running.Subscription.Reached == 3, "it has read all");
        await Restore(to: 1);
        await Until(() => running.Subscription.Failing is not null, "it stops");
    }

    [Fact]
    public async Task What_a_running_reader_has_seen_and_not_written_is_forgotten_when_the_store_is_restored()
    {
        picky.Refuses = null;
        await Append("one");
        await using var running = Run();
        await Until(() => running.Subscription.Reached == 1, "it has read all");
        var motion = await Ask<Guid>("select stream_id from events.mt_events where seq_id = 1");
        await store.Append(One(Amend(motion, 1, "2", "3", "4")), Cancel);
        store.Wake();
        await Until(() => running.Subscription.Reached == 4, "it has seen what it does not want");

        await Restore(to: 1);
        // Below and beyond what it has seen: what it writes next must not pass over the former.
        await Append("two", "three", "four", "five", "six");
        await Until(() => running.Subscription.Reached == 6, "it has read all");
        Assert.Equal(["one", "two", "three", "four", "five", "six"], picky.Taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task A_view_takes_three_round_trips_a_page_however_much_it_holds(int events)
    {
        await using var line = new CutLine(ConnectionString);
        await using var afar = Npgsql.NpgsqlDataSource.Create(line.ConnectionString);
        var node = new PostgresEventStore(afar, Codec, [], Clock);
        var view = new BodyPage(afar);
        await Append("first");
        await view.Take(await node.ReadAll(0, 500, view.Types, Cancel), 0, Cancel);
        await Append([.. Enumerable.Range(0, events).Select(n => $"title {n}")]);
        var before = line.RoundTrips;

        await view.Take(await node.ReadAll(1, 500, view.Types, Cancel), 1, Cancel);
        Assert.Equal(3, line.RoundTrips - before);
        Assert.Equal(events + 1, await Ask<int>(
            "select (row ->> 'motions')::int from tests.body_page where until_position is null"));
    }

    private Task Append(params string[] titles) =>
        store.Append(One([.. titles.Select(title => Table(title))]), Cancel);

    private Running Run() => new(store, Database, picky, Clock, Cancel);

    /// <summary>The events as they were at a position, as from a backup; readers' progress is kept elsewhere.</summary>
    private Task Restore(long to) => Execute(
        $"""
        delete from events.mt_events where seq_id > {to};
        update events.mt_streams s set version = e.version
          from (select stream_id, max(version) as version from events.mt_events group by 1) e where e.stream_id = s.id;
        delete from events.mt_streams where id not in (select stream_id from events.mt_events);
        """);
}
