using System.Data;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Foreign writers do not know the append lock: triggers make them wait and write last.</summary>
public sealed partial class EventStoreContract
{
    [Fact]
    public async Task the_database_refuses_a_position_that_a_foreign_writer_took_before_a_later_append()
    {
        await Append(Table("one"));
        await using var slow = await ForeignWriter.Begin(Database, Cancel);
        Assert.Equal(2, await slow.Number(Cancel));
        await Append(Table("two"));
        var reads = new RejectingSubscription(Database);
        await using var running = Run(reads);
        await CaughtUp(running, 2);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => slow.Write(slow.Taken, "late", Cancel));
        Assert.Contains(refused.SqlState, (string[])["SM003", PostgresErrorCodes.UniqueViolation]);
        await slow.DisposeAsync();
        Assert.Equal(3, (await Append(Table("three"))).Position);
        await CaughtUp(running, 3);
        Assert.Equal(["one", "two", "three"], reads.Taken);
    }

    [Fact]
    public async Task an_append_waits_for_a_foreign_transaction_and_takes_the_next_position()
    {
        await using var foreign = await ForeignWriter.Begin(Database, Cancel);
        await foreign.Write(await foreign.Number(Cancel), "one", Cancel);
        var own = Append(Table("two"));
        await UntilWaiting(1);
        Assert.Equal(0, await Store.Head(Cancel));
        await foreign.Commit(Cancel);
        Assert.Equal(2, (await own).Position);
    }

    [Theory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task the_database_refuses_a_foreign_writer_that_could_have_an_old_snapshot(IsolationLevel isolation)
    {
        await Append(Table("one"));
        await using var foreign = await ForeignWriter.Begin(Database, Cancel, isolation);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => foreign.Write(100, "blind", Cancel));
        Assert.Equal("SM003", refused.SqlState);
    }

    [Fact]
    public async Task the_database_refuses_an_event_at_a_position_below_the_last()
    {
        await Append(Table("one"));
        await Import("hundred", position: 100);
        await using var late = await ForeignWriter.Begin(Database, Cancel);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => late.Write(50, "fifty", Cancel));
        Assert.Equal("SM003", refused.SqlState);
    }

    [Fact]
    public async Task a_rolled_back_position_does_not_stop_subscriptions_during_a_long_transaction()
    {
        await Append(Table("one"));
        await using var reads = await Database.OpenConnectionAsync(Cancel);
        await using var unrelated = await reads.BeginTransactionAsync(IsolationLevel.RepeatableRead, Cancel);
        await using (var command = new NpgsqlCommand("select count(*) from events.mt_events", reads))
            await command.ExecuteScalarAsync(Cancel);
        await using (var gone = await ForeignWriter.Begin(Database, Cancel))
            await gone.Write(await gone.Number(Cancel), "two", Cancel);
        await Import("three");

        var subscription = new RejectingSubscription(Database);
        await using var running = Run(subscription);
        await CaughtUp(running, 3);
        Assert.Equal(4, (await Append(Table("four"))).Position);
        await CaughtUp(running, 4);
        Assert.Equal(["one", "three", "four"], subscription.Taken);
    }

    [Fact]
    public async Task subscriptions_reach_a_position_that_an_import_chose_and_the_sequence_gives_none_below_it()
    {
        await Append(Table("one"));
        await Import("hundred", position: 100);
        await using var running = Run(new RejectingSubscription(Database));
        await CaughtUp(running, 100);
        await using var late = await ForeignWriter.Begin(Database, Cancel);
        Assert.True(await late.Number(Cancel) > 100);
    }

    [Fact]
    public async Task a_subscription_reads_events_of_foreign_and_own_writers_in_order_and_misses_none()
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
                    await using var foreign = await ForeignWriter.Begin(Database, Cancel);
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

    /// <summary>Writes an event at a position, or at the next of the sequence.</summary>
    private async Task Import(string title, long? position = null)
    {
        await using var import = await ForeignWriter.Begin(Database, Cancel);
        await import.Write(position ?? await import.Number(Cancel), title, Cancel);
        await import.Commit(Cancel);
    }

    /// <summary>Subscribes to an event that never happens.</summary>
    private RejectingSubscription Withdrawals() => new(Database, "tests.withdrawals", [typeof(MotionWithdrawn)]);
}
