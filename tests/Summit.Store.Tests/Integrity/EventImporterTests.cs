using System.Text.Json;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Imports write the events of another store unchanged, or nothing.</summary>
public sealed class EventImporterTests(PostgresServer server) : StoreTest(server)
{
    private static readonly IInlineProjection[] Inline = [Motion.Page, new Titles()];

    private readonly Guid one = Guid.CreateVersion7(), two = Guid.CreateVersion7();
    private RawEvent[] exported = [];
    private string source = "";

    /// <summary>The database of the test is the target; what is imported was written to another.</summary>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        source = await Server.NewDatabase();
        await using var database = NpgsqlDataSource.Create(source);
        var store = Open(database, Inline);
        await store.Append(One(Table("one", motion: one), Table("two", motion: two)), Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await Decide(store, one, new MotionAmended("quick \"brown\" \u00e9\u4e2d</a>"),
            new MotionCounted(1.10m, long.MaxValue, 0.1));
        Clock.Advance(TimeSpan.FromMinutes(1));
        var before = Motion.Stream.Fold(await store.Read(two, long.MaxValue, Cancel));
        await store.Append(new Commit(new EventMetadata("", null, "cause", "reason"),
            [Motion.Stream.Append(two, 1, before, [new MotionAmended("a"), new MotionAmended("b")])]), Cancel);
        await Decide(store, one, new MotionWithdrawn());
        exported = await Export(database);
    }

    [Fact]
    public async Task an_import_into_an_empty_store_makes_it_equal_to_the_source()
    {
        Assert.Equal(7, await Run(exported));
        var there = await DumpTables();
        await using var database = NpgsqlDataSource.Create(source);
        Assert.Equal(ToJson(await Export(database)), ToJson(await Export(Database)));
        Assert.Equal(await DumpTablesOf(database), there);
        await AssertStoreIsValid();
        Assert.Null(await Open(Database, Inline).Rebuilder().Compare(Motion.Page.Name, Cancel));
    }

    [Fact]
    public async Task an_import_into_a_store_with_later_events_exports_the_original_recording_times()
    {
        Clock.Advance(TimeSpan.FromDays(1));
        var store = Open(Database, Inline);
        await store.Append(One(Table("of this store")), Cancel);
        Assert.Equal(7, await Run(exported));
        await store.Append(One(Table("and another")), Cancel);
        var there = (await Export(Database)).Where(e => e.Stream == one || e.Stream == two);
        Assert.Equal(ToJson(exported), ToJson([.. there]));
        await AssertStoreIsValid();
        Assert.Equal(9, await store.Head(Cancel));
        Assert.Equal("reason", (await store.Read(two, long.MaxValue, Cancel)).Events[1].Headers!["reason"].ToString());
    }

    [Fact]
    public async Task an_import_of_a_taken_title_writes_nothing()
    {
        var store = Open(Database, Inline);
        await store.Append(One(Table("two")), Cancel);
        var before = await DumpTables();
        var refused = await Assert.ThrowsAsync<ConstraintException>(() => Run(exported));
        Assert.Equal("titles_one_motion", refused.Constraint);
        Assert.Equal(before, await DumpTables());
        await store.Append(One(Table("three")), Cancel);
    }

    [Fact]
    public async Task an_import_leaves_the_events_that_are_there_and_adds_the_others()
    {
        Assert.Equal(4, await Run(exported[..4]));
        Assert.Equal(3, await Run(exported));
        Assert.Equal(0, await Run(exported));
        Assert.Equal(0, await Run(exported[..2]));
        Assert.Equal(ToJson(exported), ToJson(await Export(Database)));
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task two_imports_at_once_write_each_event_once()
    {
        var held = await Latch.Close(Database, Cancel, GroupCommit.AppendLock);
        var both = Task.WhenAll(Run(exported), Run(exported));
        await UntilWaiting(2);
        await held.DisposeAsync();
        Assert.Equal([0, 7], (await both).Order());
        Assert.Equal(ToJson(exported), ToJson(await Export(Database)));
    }

    [Fact]
    public async Task an_import_of_an_impossible_history_writes_nothing()
    {
        RawEvent[][] wrong =
        [
            [.. exported.Skip(1)],
            [exported[0], exported[0]],
            [exported[0], exported[0] with { Id = Guid.NewGuid(), Version = 3 }],
            [exported[0] with { Kind = "docket" }],
            [exported[0] with { Type = "tests.unknown" }],
            [exported[0] with { Data = JsonSerializer.SerializeToElement(7) }],
            [exported[^2], .. exported],
            [exported[0], exported[1] with { RecordedAt = exported[0].RecordedAt.AddDays(-1) }],
        ];
        foreach (var events in wrong)
            await Assert.ThrowsAsync<ArgumentException>(() => Run(events));
        await Assert.ThrowsAsync<ConstraintException>(
            () => Run([exported[0], exported[1] with { Id = exported[0].Id }]));
        Assert.Equal(0, await Ask<long>("select count(*) from events.mt_streams"));
        await Run(exported);
        await Assert.ThrowsAsync<ArgumentException>(() => Run([exported[0] with { Id = Guid.NewGuid() }]));
    }

    [Fact]
    public async Task an_import_that_is_cut_off_in_a_long_history_writes_nothing()
    {
        var motion = Guid.CreateVersion7();
        var many = Enumerable.Range(1, 1200).Select(version => exported[2] with
        {
            Stream = motion, Version = version, Id = Guid.CreateVersion7(),
            Type = version == 1 ? exported[0].Type : exported[2].Type,
            Data = version == 1 ? exported[0].Data : exported[2].Data,
        }).ToArray();
        await Assert.ThrowsAsync<IOException>(() => Import(CutOff(many, after: 1100)));
        Assert.Equal(0, await Ask<long>("select count(*) from events.mt_streams"));
        Assert.Equal(1200, await Run(many));
        await AssertStoreIsValid();
        Assert.Null(await Open(Database, Inline).Rebuilder().Compare(Motion.Page.Name, Cancel));
    }

    private static async IAsyncEnumerable<RawEvent> CutOff(RawEvent[] events, int after)
    {
        await Task.Yield();
        foreach (var happened in events.Take(after))
            yield return happened;
        throw new IOException("The line went dead.");
    }

    private Task<long> Run(RawEvent[] events) => Import(events.ToAsyncEnumerable());

    private Task<long> Import(IAsyncEnumerable<RawEvent> events) =>
        new EventImporter(Database, Types, Inline, Clock).Run(events, _ => { }, Cancel);

    private async Task<RawEvent[]> Export(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync(Cancel);
        var streams = await RawEvent.Firsts(connection, Cancel).Select(e => e.Stream).ToListAsync(Cancel);
        return await RawEvent.Of(connection, streams, Cancel).ToArrayAsync(Cancel);
    }

    private static string ToJson(RawEvent[] events) => JsonSerializer.Serialize(events);

    private async Task<string> DumpTablesOf(NpgsqlDataSource other)
    {
        await using var command = other.CreateCommand(EveryRow);
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
