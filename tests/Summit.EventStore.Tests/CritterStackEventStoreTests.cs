using Npgsql;
using Summit.CritterStack;

namespace Summit.EventStore.Tests;

/// <summary>The engine on Marten: the contract, and the database it shares with the other engine.</summary>
public sealed class CritterStackEventStoreTests(PostgresServer server) : EventStoreContract(server)
{
    private readonly List<CritterStackEventStore> opened = [];

    protected override int RoundTripsAnAppend => 4;

    protected override IEventStore Open(
        NpgsqlDataSource database, EventCodec codec, IReadOnlyList<IInlineProjection> inline, TimeSpan lookAgain)
    {
        var store = new CritterStackEventStore(database, codec, inline, Clock) { LookAgain = lookAgain };
        opened.Add(store);
        return store;
    }

    public override ValueTask DisposeAsync()
    {
        opened.ForEach(store => store.Dispose());
        return base.DisposeAsync();
    }

    [Fact]
    public async Task One_database_is_written_by_one_engine_and_carried_on_by_the_other_both_ways()
    {
        IEventStore[] engines = [Store, new PostgresEventStore(Database, Codec, [Motion.Page, new Titles()], Clock)];
        foreach (var (first, second) in new[] { (engines[0], engines[1]), (engines[1], engines[0]) })
        {
            var tabled = Table();
            await first.Append(new Commit(new About("me", "a", "b", "because"), [tabled]), Cancel);
            await Decide(second, tabled.Stream, new MotionAmended("two"), new MotionCounted(1.10m, 2, 0.5));
            await Decide(first, tabled.Stream, new MotionAmended("four"));
            var late = await Assert.ThrowsAsync<StreamConflictException>(
                () => second.Append(One(Amend(tabled.Stream, 3, "late")), Cancel));
            Assert.Equal(4, late.Actual);

            var read = await first.Read(tabled.Stream, long.MaxValue, Cancel);
            Assert.Equal([1, 2, 3, 4], read.Events.Select(e => e.Version));
            Assert.Equal(
                read.Events.Select(Unweighed),
                (await second.Read(tabled.Stream, long.MaxValue, Cancel)).Events.Select(Unweighed));
        }
        Assert.Equal(await All(engines[0]), await All(engines[1]));
        Assert.Equal(["motion", "motion"], await Kinds());
        await Sound();
    }

    // Marten does not tell how long an event is.
    private static RecordedEvent Unweighed(RecordedEvent read) => read with { Bytes = 0 };

    [Fact]
    public async Task Both_engines_append_side_by_side()
    {
        var motion = await MotionOf(events: 1);
        IEventStore[] engines = [With(), new PostgresEventStore(Database, Codec, [], Clock)];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 10; n++)
            {
                await engines[writer % 2].Append(One(Table(), Table()), Cancel);
                await AppendAtLast(engines[writer % 2], motion, $"{writer} {n}");
            }
        })));

        Assert.Equal(Enumerable.Range(1, 241).Select(n => (long)n), (await All()).Select(e => e.Position));
        Assert.Equal(81, (await Store.Read(motion, long.MaxValue, Cancel)).Version);
        await Sound();
    }

    [Fact]
    public async Task Wherever_the_sequence_stands_positions_go_on_where_the_events_end()
    {
        await Append(Table());
        foreach (var stray in (long[])[1, 2, 99])
        {
            await Ask<long>("select setval('events.mt_events_sequence', $1)", stray);
            await Append(Table(), Table());
            await Sound();
        }
        Assert.Equal(7, await Store.Head(Cancel));
    }

    private async Task<string[]> Kinds()
    {
        await using var command = Database.CreateCommand("select array_agg(type::text) from events.mt_streams");
        return (string[])(await command.ExecuteScalarAsync(Cancel))!;
    }
}
