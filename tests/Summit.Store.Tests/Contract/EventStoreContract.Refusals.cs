using System.Diagnostics.Metrics;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Batches with many refusals: they delay neither their neighbours nor other callers.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task the_round_trips_of_a_batch_do_not_grow_with_the_number_of_its_refusals()
    {
        await Store.Append(Whole("answered", Table("taken")), Cancel);
        // Each its own stream: commits on one are tried one after another.
        StreamAppend[] motions = [.. Enumerable.Range(0, 50).Select(_ => Table())];
        await Append(motions);
        await Append([.. motions.Select(motion => Amend(motion.Stream, 1, "text"))]);
        var few = await RoundTripsOfRefusals(motions[..2], seed: 1);
        var many = await RoundTripsOfRefusals(motions, seed: 2);
        // A few for each batch, and not one for each refusal.
        Assert.InRange(few, 3, 12);
        Assert.InRange(many, 3, 12);
        await AssertStoreIsValid();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_commit_does_not_conflict_with_a_refused_commit_of_the_same_batch(bool goodFirst)
    {
        var breaks = new RawSqlOperation("insert into tests.notes values ('ill', -1)");
        var bad = One(Table("wanted by two")) with { Operations = [breaks] };
        var good = One(Table("wanted by two"));
        Task<Committed> stands = null!;
        Task refused = null!;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            _ = Append(Table());
            await UntilWaiting(1);
            if (goodFirst)
                stands = Store.Append(good, Cancel);
            refused = Store.Append(bad, Cancel);
            if (!goodFirst)
                stands = Store.Append(good, Cancel);
        }
        Assert.Equal(2, (await stands).Position);
        await Assert.ThrowsAsync<ConstraintException>(() => refused);
        Assert.Equal(0, await Ask<long>("select count(*) from tests.notes"));
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task the_first_of_several_conflicting_commits_in_a_batch_is_written_and_the_others_are_refused()
    {
        var key = new KeyedOperation("me", "one-key");
        List<Task<Committed>> titles, keys;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            _ = Append(Table());
            await UntilWaiting(1);
            titles = [.. Enumerable.Range(0, 20).Select(_ => Append(Table("wanted by all")))];
            keys =
            [
                .. Enumerable.Range(0, 20).Select(
                    _ => Store.Append(One(Table()) with { Operations = [key] }, Cancel)),
            ];
        }
        Assert.Equal(2, (await titles[0]).Position);
        Assert.Equal(3, (await keys[0]).Position);
        foreach (var late in titles[1..])
            Assert.Equal("titles_one_motion", (await Assert.ThrowsAsync<ConstraintException>(() => late)).Constraint);
        foreach (var late in keys[1..])
            Assert.Equal("answers_caller_key", (await Assert.ThrowsAsync<ConstraintException>(() => late)).Constraint);
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task a_caller_that_fills_the_queue_leaves_other_callers_their_share_of_the_next_batch()
    {
        Task<Committed>[] filling;
        Task<Committed> other;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            var first = Store.Append(By("filler", Table()), Cancel);
            await UntilWaiting(1);
            filling = [first, .. Enumerable.Range(0, 300).Select(_ => Store.Append(By("filler", Table()), Cancel))];
            other = Store.Append(By("other", Table()), Cancel);
        }
        var share = GroupCommit.SharedCommitsMax / 2;
        Assert.Equal(1 + share + 1, (await other).Position);
        await Task.WhenAll(filling);
        // Once the other is written, the queue is the filler's alone.
        Assert.Equal(
            new long[] { 1, share + 1, GroupCommit.BatchCommitsMax, 300 - share - GroupCommit.BatchCommitsMax },
            await Batches());
    }

    [Fact]
    public async Task a_caller_that_fills_the_queue_with_refused_commits_does_not_delay_other_callers()
    {
        await Append(Table("taken"));
        Task<ConstraintException>[] refused;
        var others = new List<Task<Committed>>();
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            var first = Store.Append(By("filler", Table()), Cancel);
            await UntilWaiting(1);
            refused =
            [
                .. Enumerable.Range(0, 300).Select(_ => Assert.ThrowsAsync<ConstraintException>(
                    () => Store.Append(By("filler", Table("taken")), Cancel))),
            ];
            for (var n = 0; n < 10; n++)
                others.Add(Store.Append(By($"other {n}", Table()), Cancel));
        }
        Assert.Equal(Enumerable.Range(3, 10).Select(n => (long)n),
            (await Task.WhenAll(others)).Select(committed => committed.Position));
        await Task.WhenAll(refused);
        // All of the others with the first that were refused.
        Assert.Equal(new long[] { 1, 1, 10 }, await Batches());
    }

    /// <summary>The round trips of a batch with as many commits of each kind, written and refused.</summary>
    private async Task<int> RoundTripsOfRefusals(StreamAppend[] motions, int seed)
    {
        var source = new NpgsqlDataSourceBuilder(ConnectionString) { Name = $"{nameof(RoundTripsOfRefusals)} {seed}" };
        await using var counted = source.Build();
        var roundTrips = 0;
        // A batch is one operation, whether or not its statements fail: seen on the line, what comes back while the
        // rest is still being sent would count.
        using var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "Npgsql", Name: "db.client.operation.duration" })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
                if (source.Name.Equals(tag.Value))
                    Interlocked.Increment(ref roundTrips);
        });
        meter.Start();
        var node = Open(counted, Motion.Page, new Titles());
        var answered = new KeyedOperation("me", "answered");
        var commits = Enumerable.Range(0, 4 * motions.Length).ToArray();
        new Random(seed).Shuffle(commits);
        var outcomes = new List<Task>();
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            outcomes.Add(node.Append(One(Table()), Cancel));
            await UntilWaiting(1);
            foreach (var commit in commits)
                outcomes.Add(Try(commit % 4, motions[commit / 4].Stream));
        }
        await Task.WhenAll(outcomes);
        return roundTrips;

        async Task Try(int kind, Guid motion)
        {
            switch (kind)
            {
                case 0:
                    await node.Append(One(Table()), Cancel);
                    break;
                case 1:
                    var late = await Assert.ThrowsAsync<StreamConflictException>(
                        () => node.Append(One(Table(), Amend(motion, 1, "late")), Cancel));
                    Assert.Equal((motion, 1, 2), (late.Stream, late.Expected, late.Actual));
                    break;
                case 2:
                    Assert.Equal("answers_caller_key", (await Assert.ThrowsAsync<ConstraintException>(
                        () => node.Append(One(Table()) with { Operations = [answered] }, Cancel))).Constraint);
                    break;
                default:
                    Assert.Equal("titles_one_motion", (await Assert.ThrowsAsync<ConstraintException>(
                        () => node.Append(One(Table("taken")), Cancel))).Constraint);
                    break;
            }
        }
    }

    private static Commit By(string caller, params StreamAppend[] appends) => new(new EventMetadata(caller), appends);
}
