namespace Summit.Store.Tests;

/// <summary>Which commits are written in one batch.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task waiting_commits_are_written_in_one_batch_up_to_the_maximum()
    {
        await AppendTogether(() => Enumerable.Range(0, GroupCommit.BatchCommitsMax + 44).Select(_ => Append(Table())));
        Assert.Equal(new long[] { 1, GroupCommit.BatchCommitsMax, 44 }, await Batches());
        await AssertStoreIsValid();
    }

    [Fact]
    public async Task a_batch_has_a_maximum_of_bytes_and_a_larger_commit_is_written_alone()
    {
        var large = new string('x', GroupCommit.BatchBytesMax / 3);
        await AppendTogether(() =>
        [
            .. Enumerable.Range(0, 4).Select(_ => Append(Amend(Guid.NewGuid(), 0, large))),
            Append(Amend(Guid.NewGuid(), 0, large, large, large, large)), Append(Table()),
        ]);
        Assert.Equal(new long[] { 1, 2, 2, 4, 1 }, await Batches());
    }

    [Fact]
    public async Task a_commit_that_waits_for_its_stream_does_not_count_towards_the_bytes_of_a_batch()
    {
        var motion = await MotionOf(events: 1);
        var large = new string('x', GroupCommit.BatchBytesMax / 3);
        await AppendTogether(() =>
        [
            Append(Amend(motion, 1, "two")), Append(Amend(motion, 2, large, large)),
            Append(Amend(Guid.NewGuid(), 0, large, large)),
        ]);
        Assert.Equal(new long[] { 1, 1, 3, 2 }, await Batches());
    }

    [Fact]
    public async Task two_commits_on_one_stream_are_never_in_the_same_batch()
    {
        var motion = await MotionOf(events: 1);
        await AppendTogether(() =>
            [Append(Amend(motion, 1, "two")), Append(Amend(motion, 2, "three")), Append(Table())]);
        Assert.Equal(new long[] { 1, 1, 2, 1 }, await Batches());
        await AssertStoreIsValid();
    }

    /// <summary>Queues appends behind an earlier one that waits for the lock.</summary>
    private async Task AppendTogether(Func<IEnumerable<Task<Committed>>> appends)
    {
        Task<Committed>[] all;
        await using (await Latch.Close(Database, Cancel, GroupCommit.AppendLock))
        {
            var first = Append(Table());
            await UntilWaiting(1);
            all = [first, .. appends()];
        }
        await Task.WhenAll(all);
    }

    /// <summary>How many events each transaction wrote, in order.</summary>
    private async Task<long[]> Batches()
    {
        await using var command = Database.CreateCommand(
            "select count(*) from events.mt_events group by xmin::text order by min(seq_id)");
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var sizes = new List<long>();
        while (await reader.ReadAsync(Cancel))
            sizes.Add(reader.GetInt64(0));
        return sizes.ToArray();
    }
}
