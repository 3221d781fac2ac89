using Npgsql;

namespace Summit.Store.Tests;

/// <summary>The hash chain detects each later change of an event.</summary>
public sealed class HashChainTests(PostgresServer server) : StoreTest(server)
{
    private static readonly Guid Stream = new("019a0000-0000-7000-8000-000000000001");

    private StoreFixture store = null!;
    private HashChain chain = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        store = Open();
        chain = new HashChain(Database);
        await store.Append(One(Table("first", motion: Stream), Table("other")), Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await store.Append(new Commit(new EventMetadata("tester", "work", "cause", "reason"),
            [Amend(Stream, 1, "one", "two", "three")]), Cancel);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(500)]
    public async Task the_last_hash_of_the_chain_is_the_same_whatever_the_size_of_the_pages(int page)
    {
        await Follow(chain, page);
        Assert.Null(await chain.Compare(Cancel));
        var last = await chain.Last(Cancel);
        Assert.Equal(5, last!.Position);
        Assert.Equal(await chain.HashAt(5, Cancel), last.Hash);
        Assert.Null(await chain.HashAt(6, Cancel));
        Assert.Null(await chain.HashAt(0, Cancel));
    }

    [Fact]
    public async Task the_chain_reports_nothing_about_events_that_it_has_not_reached()
    {
        Assert.Null(await chain.Compare(Cancel));
        await Follow(chain, 2, upTo: 2);
        Assert.Null(await chain.Compare(Cancel));
        await Execute("update events.mt_events set user_name = 'forger' where seq_id = 3");
        Assert.Null(await chain.Compare(Cancel));
    }

    [Theory]
    [InlineData("update events.mt_events set data = '{\"text\": \"onE\"}' where seq_id = 3", "Position 3, after 2,")]
    [InlineData("update events.mt_events set timestamp = timestamp + interval '1us' where seq_id = 5",
        "Position 5, after 4,")]
    [InlineData("update events.mt_events set user_name = 'Tester' where seq_id = 2", "Position 2, after 1,")]
    [InlineData("update events.mt_events set type = 'tests.motion-counted' where seq_id = 4", "Position 4, after 3,")]
    [InlineData("delete from events.mt_events where seq_id = 3", "Position 4, after 2,")]
    [InlineData("delete from events.mt_events where seq_id = 5", "after position 4 up to 5")]
    [InlineData("delete from events.mt_events", "after position 0 up to 2")]
    [InlineData("update events.mt_events set seq_id = 7 - seq_id + 1000 where seq_id in (3, 4); "
        + "update events.mt_events set seq_id = seq_id - 1000 where seq_id > 1000", "Position 3, after 2,")]
    [InlineData("update events.mt_streams set type = 'docket' where id = '{0}'", "Position 1, after 0,")]
    [InlineData("alter table events.mt_events disable trigger in_order; "
        + "insert into events.mt_events (seq_id, id, stream_id, version, data, type) "
        + "select 0, gen_random_uuid(), '{0}', 9, '{}', 'tests.motion-withdrawn'", "Position 0, after 0,")]
    [InlineData("update events.chain set hash = sha256(hash) where position = 4", "after 2 and up to 4 do not hold")]
    [InlineData("update events.chain set marks = '\\x00000000' where position = 4", "Position 3, after 2,")]
    [InlineData("delete from events.chain where position = 2", "Position 1, after 0,")]
    [InlineData("delete from events.chain where position = 5", "ends at position 4, and its checkpoint is 5.")]
    public async Task the_chain_names_the_position_at_which_the_past_was_changed(string tamper, string finding)
    {
        await Follow(chain, 2);
        await Execute(tamper.Replace("{0}", Stream.ToString(), StringComparison.Ordinal));
        Assert.Contains(finding, await chain.Compare(Cancel), StringComparison.Ordinal);
        Assert.NotNull(await Verify());
    }

    [Fact]
    public async Task the_chain_detects_a_change_of_any_column_of_any_event()
    {
        await Follow(chain, 500);
        await Execute("alter table events.mt_events drop constraint fkey_mt_events_stream_id");
        await Execute("create table tests.kept as table events.mt_events");
        foreach (var (column, other) in await Columns())
        {
            for (var position = 1; position <= 5; position++)
            {
                await Execute($"update events.mt_events set {column} = {other} where seq_id = {position}");
                Assert.True(await chain.Compare(Cancel) is not null, $"{column} of {position}");
                await Execute("truncate events.mt_events; insert into events.mt_events table tests.kept");
            }
        }
        Assert.Null(await chain.Compare(Cancel));
    }

    [Fact]
    public async Task two_nodes_that_crash_build_one_chain()
    {
        var crashing = new CrashingSubscription(chain, committed: false, [1]);
        var late = new CrashingSubscription(new HashChain(Database), committed: true, [1]);
        // Without leases both nodes own the chain.
        await Execute(
            """
            create or replace function events.hold_readers(me text, wanted text[], lease interval) returns text[]
            language sql as 'select wanted'
            """);
        await using var one = Run(crashing);
        await using var two = Run(late);
        for (var n = 0; n < 40; n++)
            await store.Append(One(Table()), Cancel);
        await Eventually(() => one.Subscription.Reached >= 45 && two.Subscription.Reached >= 45, "both are at the end");
        Assert.Null(await chain.Compare(Cancel));
        Assert.Equal(45, (await chain.Last(Cancel))!.Position);
        Assert.Equal(45L * 4, await Ask<long>("select sum(octet_length(marks)) from events.chain"));
    }

    [Fact]
    public async Task a_node_that_is_behind_adds_no_link_to_the_chain()
    {
        var page = await store.PageFor(chain, 0, Cancel, limit: 2);
        await chain.Take(page, 0, Cancel);
        await AssertMoved(() => chain.Take(page, 0, Cancel));
        Assert.Equal(1, await Ask<long>("select count(*) from events.chain"));
    }

    [Fact]
    public async Task a_chain_that_is_rebuilt_over_changed_events_ends_in_another_hash()
    {
        await Follow(chain, 2);
        var kept = (await chain.Last(Cancel))!;
        await store.Append(One(Table()), Cancel);
        await Follow(chain, 500);
        Assert.Equal(kept.Hash, await chain.HashAt(5, Cancel));

        await Execute("update events.mt_events set data = '{\"text\": \"forged\"}' where seq_id = 4");
        Assert.NotNull(await chain.Compare(Cancel));
        await Execute("truncate events.chain, events.checkpoints");
        await Follow(chain, 500);

        Assert.Null(await chain.Compare(Cancel));
        Assert.Null(await Verify());
        Assert.NotEqual(kept.Hash, await chain.HashAt(5, Cancel));
        await Execute("truncate events.chain, events.checkpoints, events.mt_events");
        Assert.Null(await chain.HashAt(5, Cancel));
    }

    [Fact]
    public async Task the_hash_of_known_events_never_changes_and_is_the_same_on_each_connection()
    {
        await Execute(
            """
            truncate events.mt_events;
            insert into events.mt_events (seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id,
                mt_dotnet_type, is_archived, correlation_id, causation_id, headers, user_name) values
                (1, '019a0000-0000-7000-8000-000000000011', '019a0000-0000-7000-8000-000000000001', 1,
                 '{"text": "na\u00efve \u4e2d \\ \"", "n": [1.10, 1e-7, 9223372036854775807]}', '\x00ff',
                 'tests.one', '2019-03-01 09:00:00.000001+05:30', '*DEFAULT*', '', false, 'work', 'cause',
                 '{"reason": "why"}', 'me'),
                (2, '019a0000-0000-7000-8000-000000000012', '019a0000-0000-7000-8000-000000000001', 2,
                 'null', null, '', '1999-12-31Z', null, null, null, null, null, null, null)
            """);
        var strange = new NpgsqlConnectionStringBuilder(ConnectionString)
        {
            ClientEncoding = "LATIN1", Timezone = "Asia/Kathmandu",
            Options = "-c bytea_output=escape -c datestyle=SQL -c extra_float_digits=-15 -c search_path=tests",
        };
        await using var other = NpgsqlDataSource.Create(strange);
        foreach (var database in new[] { Database, other })
        {
            Assert.Equal("5b7426f3f3693482edbd6640ec510d071439c560f6c4cc351084f3068697e402",
                Convert.ToHexStringLower((await new HashChain(database).HashAt(2, Cancel))!));
        }
    }

    [Fact]
    public async Task a_page_over_a_long_history_adds_several_links_to_the_chain()
    {
        await store.Append(One(Amend(Stream, 4, new string('x', 300_000), new string('y', 70_000))), Cancel);
        await store.Append(
            One(Amend(Stream, 6, [.. Enumerable.Range(0, 3 * 250).Select(n => $"{n}")])), Cancel);
        // As with unknown event names: the page is empty and reaches far.
        await chain.Take(new EventPage([], await store.Head(Cancel)), 0, Cancel);
        Assert.Equal(4, await Ask<long>("select count(*) from events.chain"));
        Assert.Null(await chain.Compare(Cancel));
        await Execute("update events.mt_events set data = '{\"text\": \"7\"}' where seq_id = 600");
        Assert.StartsWith("Position 600, after 599,", await chain.Compare(Cancel), StringComparison.Ordinal);
    }

    private async Task Follow(HashChain with, int page, long upTo = long.MaxValue)
    {
        for (var seen = (await with.Last(Cancel))?.Position ?? 0;
             seen < Math.Min(upTo, await store.Head(Cancel));)
        {
            var next = await store.PageFor(with, seen, Cancel, page);
            await with.Take(next, seen, Cancel);
            seen = next.Reached;
        }
    }

    /// <summary>Each column of an event, with an expression that changes its value.</summary>
    private async Task<List<(string Column, string Other)>> Columns()
    {
        await using var command = Database.CreateCommand(
            """
            select column_name, format(case data_type
                when 'bigint' then '%1$I + 1000' when 'uuid' then 'gen_random_uuid()' when 'boolean' then 'not %1$I'
                when 'jsonb' then 'coalesce(%1$I, ''{}'') || ''{"more": 1}''' when 'bytea' then 'coalesce(%1$I, '''')'
                when 'timestamp with time zone' then '%1$I + interval ''1us'''
                when 'character varying' then 'coalesce(%1$I || ''x'', '''')' end, column_name)
              from information_schema.columns where table_schema = 'events' and table_name = 'mt_events'
            """);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var columns = new List<(string, string)>();
        while (await reader.ReadAsync(Cancel))
            columns.Add((reader.GetString(0), reader.GetString(1)));
        Assert.Equal(15, columns.Count);
        return columns;
    }
}
