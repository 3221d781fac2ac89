namespace Summit.Store.Tests;

/// <summary>The verifier finds each violation in a store and names it.</summary>
public sealed class StoreVerifierTests(PostgresServer server) : StoreTest(server)
{
    private static readonly Guid Stream = new("019a0000-0000-7000-8000-000000000001");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var store = Open();
        await store.Append(One(Table(motion: Stream), Table()), Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var amended = Amend(Stream, 1, "one", "two");
        await store.Append(One(amended) with
        {
            Operations = [new MessageOperation(amended.Ids[0], Stream), new Checkpoint("reader", 0, 4)],
        }, Cancel);
    }

    [Fact]
    public async Task the_verifier_finds_nothing_in_a_store_as_it_was_written()
    {
        Assert.Null(await Check());
        await Execute("truncate events.mt_streams, events.checkpoints, events.outbox cascade");
        Assert.Null(await Check());
    }

    [Theory]
    [InlineData("delete from events.mt_events where seq_id = 2", "Position 3 follows 1.")]
    [InlineData("update events.mt_events set seq_id = 0 where seq_id = 1", "Position 0 follows 0.")]
    [InlineData("update events.mt_events set version = 9 where seq_id = 4",
        "version 9 at position 4, where 3 is due")]
    [InlineData(
        "update events.mt_events set version = version - 1 where stream_id = '{0}'",
        "version 0 at position 1, where 1 is due")]
    [InlineData(
        "update events.mt_events set version = 9 where seq_id = 3; "
        + "update events.mt_events set version = 2 where seq_id = 4; "
        + "update events.mt_events set version = 3 where seq_id = 3",
        "has version 3 at position 3, where 2 is due")]
    [InlineData("update events.mt_streams set version = 2 where id = '{0}'", "at version 2 and has events up to 3")]
    [InlineData("update events.mt_streams set version = null where id = '{0}'", "at version none and has")]
    [InlineData("insert into events.mt_streams (id, version) values (gen_random_uuid(), 1)", "has events up to 0")]
    [InlineData(
        "alter table events.mt_events alter stream_id drop not null; "
        + "alter table events.mt_events drop constraint fkey_mt_events_stream_id; "
        + "delete from events.mt_streams where id = '{0}'", "at version none and has events up to 3")]
    [InlineData(
        "update events.mt_events set timestamp = timestamp - interval '1 hour' where seq_id = 3",
        "Position 3 was recorded at")]
    [InlineData("select setval('events.mt_events_sequence', 3)", "The sequence is at 3, below position 4.")]
    [InlineData("select setval('events.mt_events_sequence', 4, false)", "The sequence is at 4, below position 4.")]
    [InlineData(
        "update events.checkpoints set position = 5",
        "Subscription reader is at 5, beyond the last position 4.")]
    [InlineData("update events.outbox set position = 4", "to somewhere carries no event at position 4")]
    [InlineData(
        "update events.mt_events set type = 'tests.forgotten' where seq_id = 2",
        "Position 2 cannot be read: No event is known by the name tests.forgotten.")]
    [InlineData(
        "update events.mt_events set data = '7' where seq_id = 2", "Position 2 cannot be read: The data of a")]
    [InlineData("update events.mt_events set data = 'null' where seq_id = 2", "Position 2 cannot be read")]
    [InlineData(
        "update events.mt_streams set type = 'docket' where id = '{0}'",
        "Position 1 holds a tests.motion-tabled in a stream of category docket.")]
    [InlineData("update events.mt_streams set type = null where id = '{0}'", "in a stream of category none.")]
    public async Task the_verifier_names_what_was_tampered_with(string tamper, string finding)
    {
        await Execute(tamper.Replace("{0}", Stream.ToString(), StringComparison.Ordinal));
        Assert.Contains(finding, await Check(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_verifier_reports_findings_of_several_kinds()
    {
        await using (var running = Run(new HashChain(Database)))
            await CaughtUp(running, 4);
        await Execute("update events.mt_events set user_name = 'forger' where seq_id = 2");
        await Execute("update events.mt_events set type = 'tests.forgotten' where seq_id = 4");

        Assert.Collection(await Findings(),
            one => Assert.StartsWith("Position 4 cannot be read", one, StringComparison.Ordinal),
            one => Assert.StartsWith("Position 2", one, StringComparison.Ordinal));
    }

    private Task<string?> Check() => Verify();
}
