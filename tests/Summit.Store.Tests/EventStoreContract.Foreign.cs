using System.Data;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Writers without our lock: nobody passes a place they may still fill, and nobody waits for ever.</summary>
public sealed partial class EventStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_number_that_a_foreign_writer_took_and_writes_late_is_never_passed(bool readBefore)
    {
        var detector = new HighWaterDetector(Database);
        var (reads, wantsNothingThere) = (new RejectingSubscription(Database), Withdrawals());
        await using var running = Run(reads, wantsNothingThere);
        await Append(Table("one"));
        await Theirs("two");
        if (readBefore)
        {
            await Eventually(async () => (await detector.Mark(Cancel)).Mark == 2, "both are read");
            await CaughtUp(running, 2);
        }
        await using var slow = await WithoutId();
        await Theirs("four");
        await Append(Table("five"));

        await CaughtUp(running, 2);
        for (var look = 0; look < 5; look++)
        {
            Assert.InRange((await detector.Mark(Cancel)).Mark, 0, 2);
            Assert.InRange((await new HighWaterDetector(Database).Mark(Cancel)).Mark, 0, 2);
            running.Signal.Set();
        }
        await slow.Write(slow.Taken, "three", Cancel);
        Assert.InRange((await detector.Mark(Cancel)).Mark, 0, 2);
        Assert.InRange(reads.Reached, 0, 2);
        Assert.InRange(wantsNothingThere.Reached, 0, 2);
        Assert.Equal(["one", "two"], reads.Taken);
        await slow.Commit(Cancel);
        await CaughtUp(running, 5);
        Assert.Equal(["one", "two", "three", "four", "five"], reads.Taken);

        // Mostly a number is taken without a transaction id; it is the harder case.
        async Task<Foreign> WithoutId()
        {
            while (true)
            {
                var foreign = await Foreign.Begin(Database, Cancel);
                await foreign.Number(Cancel);
                if (!await foreign.HasId(Cancel))
                    return foreign;
                await foreign.DisposeAsync();
            }
        }

        async Task Theirs(string title)
        {
            await using var quick = await Foreign.Begin(Database, Cancel);
            await quick.Write(await quick.Number(Cancel), title, Cancel);
            await quick.Commit(Cancel);
        }
    }

    [Fact]
    public async Task A_number_that_was_given_up_holds_nobody_back_though_somebody_reads_for_long()
    {
        await Append(Table("one"));
        await using var reads = await Database.OpenConnectionAsync(Cancel);
        await using var unrelated = await reads.BeginTransactionAsync(IsolationLevel.RepeatableRead, Cancel);
        await using (var command = new NpgsqlCommand("select count(*) from events.mt_events", reads))
            await command.ExecuteScalarAsync(Cancel);
        await using (var gone = await Foreign.Begin(Database, Cancel))
            await gone.Write(await gone.Number(Cancel), "two", Cancel);
        await using (var other = await Foreign.Begin(Database, Cancel))
        {
            await other.Write(await other.Number(Cancel), "three", Cancel);
            await other.Commit(Cancel);
        }

        var subscription = new RejectingSubscription(Database);
        await using var running = Run(subscription);
        await CaughtUp(running, 3);
        Assert.Equal(4, (await Append(Table("four"))).Position);
        await CaughtUp(running, 4);
        Assert.Equal(["one", "three", "four"], subscription.Taken);
    }

    [Fact]
    public async Task Numbers_that_an_import_chose_itself_are_read_and_what_lies_between_is_never_given()
    {
        await Append(Table("one"));
        await using (var import = await Foreign.Begin(Database, Cancel))
        {
            await import.Write(100, "hundred", Cancel);
            await import.Commit(Cancel);
        }
        await using var running = Run(new RejectingSubscription(Database));
        await CaughtUp(running, 100);
        await using var late = await Foreign.Begin(Database, Cancel);
        Assert.True(await late.Number(Cancel) > 100);
    }

    [Fact]
    public async Task Foreign_and_own_writers_at_once_are_read_in_order_and_none_is_missed()
    {
        const int writers = 4, events = 25;
        var subscription = new RejectingSubscription(Database);
        await using var running = Run(subscription);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var random = new Random(writer);
            for (var n = 0; n < events; n++)
            {
                if (writer == 0)
                {
                    await Record.ExceptionAsync(() => Append(Table()));
                    continue;
                }
                await Record.ExceptionAsync(async () =>
                {
                    await using var foreign = await Foreign.Begin(Database, Cancel);
                    var number = await foreign.Number(Cancel);
                    await Ask<string>("select pg_sleep($1)::text", random.NextDouble() * 0.01);
                    await foreign.Write(number, $"{writer} {n}", Cancel);
                    await Ask<string>("select pg_sleep($1)::text", random.NextDouble() * 0.01);
                    if (random.Next(4) > 0)
                        await foreign.Commit(Cancel);
                });
            }
        })));

        await CaughtUp(running, await Store.Head(Cancel));
        Assert.Equal(await Ask<long[]>("select array_agg(seq_id order by seq_id) from events.mt_events"),
            subscription.Events.Select(e => e.Sequence));
    }

    /// <summary>Wants what never happens: only how far the events go.</summary>
    private RejectingSubscription Withdrawals() => new(Database, "tests.withdrawals", [typeof(MotionWithdrawn)]);
}
