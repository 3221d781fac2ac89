using System.Data;
using Npgsql;

namespace Summit.Store.Tests;

/// <summary>Writers without our lock: nobody passes a place they may still fill, and nobody waits for ever.</summary>
public abstract partial class EventStoreContract
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_number_that_a_foreign_writer_took_and_writes_late_is_never_passed(bool readBefore)
    {
        await Append(Table("one"));
        await Theirs("two");
        if (readBefore)
            Assert.Equal((2, 2), Extent(await Store.ReadAll(0, 9, null, Cancel)));
        await using var slow = await WithoutId();
        await Theirs("four");
        await Append(Table("five"));

        for (var look = 0; look < 5; look++)
        {
            Assert.Equal((2, 2), Extent(await Store.ReadAll(0, 9, null, Cancel)));
            Assert.Equal((0, 2), Extent(await Store.ReadAll(0, 9, ["tests.motion-withdrawn"], Cancel)));
            Assert.Equal((0, 2), Extent(await With().ReadAll(2, 9, null, Cancel)));
        }
        await slow.Write(slow.Taken, "three", Cancel);
        Assert.Equal((0, 2), Extent(await Store.ReadAll(2, 9, null, Cancel)));
        await slow.Commit(Cancel);
        await Until(async () => (await All()).Count == 5, "all is read");
        Assert.Equal(["one", "two", "three", "four", "five"], (await All()).Select(e => Said(e.Data)));

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

        await Until(async () => (await Store.ReadAll(0, 9, null, Cancel)).Reached == 3, "all is read");
        Assert.Equal(["one", "three"], (await All()).Select(e => Said(e.Data)));
        Assert.Equal(4, (await Append(Table("four"))).Position);
        Assert.Equal((1, 4), Extent(await Store.ReadAll(3, 9, null, Cancel)));
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
        await Until(async () => (await Store.ReadAll(0, 9, null, Cancel)).Reached == 100, "all is read");
        await using var late = await Foreign.Begin(Database, Cancel);
        Assert.True(await late.Number(Cancel) > 100);
    }

    [Fact]
    public async Task Foreign_and_own_writers_at_once_are_read_in_order_and_none_is_missed()
    {
        const int writers = 4, events = 25;
        using var over = new CancellationTokenSource();
        var reading = Task.Run(async () =>
        {
            var seen = new List<long>();
            long reached = 0;
            while (true)
            {
                var last = over.IsCancellationRequested;
                var page = await Store.ReadAll(reached, 7, null, Cancel);
                seen.AddRange(page.Events.Select(e => e.Position));
                if (last && page.Events.Count == 0 && page.Reached == await Store.Head(Cancel))
                    return seen;
                reached = page.Reached;
            }
        });
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
        await over.CancelAsync();

        var standing = await Ask<long[]>("select array_agg(seq_id order by seq_id) from events.mt_events");
        Assert.Equal(standing, await reading);
    }
}
