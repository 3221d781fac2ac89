using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Daemon.HighWater;
using Marten.Events.Daemon;
using Marten.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>What the store relies on in Marten and Npgsql: an upgrade that changes it fails here.</summary>
public sealed class MartenFactsTests(PostgresServer server) : StoreTest(server)
{
    [Fact]
    public void Marten_is_configured_to_skip_no_failing_unreadable_or_unknown_event()
    {
        var projections = Store.Marten().Options.Projections;
        Assert.All([projections.Errors, projections.RebuildErrors], errors => Assert.Equal((false, false, false),
            (errors.SkipApplyErrors, errors.SkipSerializationErrors, errors.SkipUnknownEvents)));
    }

    [Theory]
    [InlineData("update events.mt_events set type = 'tests.unknown' where seq_id = 2")]
    [InlineData("update events.mt_events set data = '17' where seq_id = 2")]
    public async Task the_daemon_stops_a_shard_at_an_unknown_or_unreadable_event(string tamper)
    {
        await Append(Table("one"), Table("two"), Table("three"));
        await Execute(tamper);
        var all = new RejectingSubscription(Database, "tests.all", []);
        using var daemon = Daemon(all, new HighWaterDetector(Store.Streams, [], () => []));
        var agent = await daemon.StartAgentAsync(all.Shard, Cancel);

        await Eventually(() => agent.Status != AgentStatus.Running, "the shard has stopped");
        Assert.DoesNotContain("three", all.Taken);
        Assert.InRange(all.Reached, 0, 1);
    }

    [Fact]
    public async Task the_daemon_hands_out_no_event_past_the_mark_of_the_detector()
    {
        await Append(Table("one"), Table("two"), Table("three"));
        var subscription = new RejectingSubscription(Database);
        var detector = new Capped(new HighWaterDetector(Store.Streams, [], () => []), most: 2);
        using var daemon = Daemon(subscription, detector);
        await daemon.StartAgentAsync(subscription.Shard, Cancel);

        await Eventually(() => subscription.Reached == 2, "the daemon is at the mark");
        var asked = detector.Asked;
        await Eventually(() => detector.Asked > asked + 2, "it has asked again");
        Assert.Equal(["one", "two"], subscription.Taken);
        detector.Most = 3;
        await Eventually(() => subscription.Reached == 3, "it goes on with the mark");
        await daemon.StopAllAsync();
    }

    [Fact]
    public async Task the_store_s_own_query_yields_the_same_events_as_Marten()
    {
        var tabled = Table();
        await Store.Append(new Commit(new EventMetadata("me", "work", "cause", "reason"), [tabled]), Cancel);
        await Store.Append(One(Amend(tabled.Stream, 1, "text"), Table()), Cancel);

        var own = await Store.Read(tabled.Stream, long.MaxValue, Cancel);
        var ours = Assert.Single(await Store.Streams.ReadOn([(tabled.Stream, 0)], long.MaxValue, Cancel));
        Assert.Equal(2, own.Version);
        Assert.Equal(own.Events.Select(Fields), ours.Events.Select(Fields));
    }

    [Fact]
    public async Task Npgsql_names_the_statement_of_a_batch_that_failed()
    {
        await using var connection = await Database.OpenConnectionAsync(Cancel);
        await using var batch = Batch(connection, "select 1", "select 1 / 0", "select 2");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => batch.ExecuteNonQueryAsync(Cancel));
        Assert.Equal([1], Named(batch, refused));
    }

    [Fact]
    public async Task Npgsql_names_each_failed_statement_between_savepoints_and_the_transaction_stays_usable()
    {
        await using var connection = await Database.OpenConnectionAsync(Cancel);
        await using (var begin = Batch(connection, "begin", "insert into tests.notes values ('before')"))
            await begin.ExecuteNonQueryAsync(Cancel);
        await using var probes = Batch(connection,
            "savepoint probe", "insert into tests.notes values ('ill', -1)", "select 1", "rollback to savepoint probe",
            "savepoint probe", "insert into tests.notes values ('tried')", "rollback to savepoint probe",
            "savepoint probe", "select 1 / 0", "rollback to savepoint probe");
        probes.EnableErrorBarriers = true;
        var refused = await Assert.ThrowsAsync<NpgsqlException>(() => probes.ExecuteNonQueryAsync(Cancel));
        var each = Assert.IsType<AggregateException>(refused.InnerException).InnerExceptions.Cast<PostgresException>();
        Assert.Equal([1, 2, 8], Named(probes, [.. each]));

        await using (var rest = Batch(connection, "insert into tests.notes values ('after')", "commit"))
            await rest.ExecuteNonQueryAsync(Cancel);
        Assert.Equal("after,before", await Ask<string>("select string_agg(note, ',' order by note) from tests.notes"));
    }

    private static NpgsqlBatch Batch(NpgsqlConnection connection, params string[] statements)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var statement in statements)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        return batch;
    }

    private static IEnumerable<int> Named(NpgsqlBatch batch, params PostgresException[] refused) =>
        refused.Select(one => batch.BatchCommands.IndexOf((NpgsqlBatchCommand)one.BatchCommand!));

    private static object Fields(IEvent e) => (
        e.Id, e.Sequence, e.StreamId, e.Version, e.EventTypeName, e.Data, e.Timestamp,
        e.UserName, e.CorrelationId, e.CausationId, e.Headers?.GetValueOrDefault("reason")?.ToString(), e.IsArchived);

    private IProjectionDaemon Daemon(EventSubscription subscription, IHighWaterDetector detector)
    {
        var marten = Store.Marten([subscription]);
        return new ProjectionDaemon(marten, (MartenDatabase)marten.Storage.Database, NullLogger.Instance, detector);
    }

    /// <summary>A detector whose mark never passes a position.</summary>
    private sealed class Capped(IHighWaterDetector inner, long most) : IHighWaterDetector
    {
        private int asked;

        public Uri DatabaseUri => inner.DatabaseUri;

        public long Most { get; set; } = most;

        public int Asked => Volatile.Read(ref asked);

        public async Task<HighWaterStatistics> Detect(CancellationToken token)
        {
            Interlocked.Increment(ref asked);
            var found = await inner.Detect(token);
            found.CurrentMark = found.LastMark = found.SafeStartMark = Math.Min(Most, found.CurrentMark);
            return found;
        }

        public Task<HighWaterStatistics> DetectInSafeZone(CancellationToken token) => Detect(token);
    }
}
