using Microsoft.Extensions.Logging.Abstractions;

namespace Summit.Store.Tests;

/// <summary>An append on one node wakes the daemon of another, also after a lost connection.</summary>
public sealed class AppendListenerTests(PostgresServer server) : StoreTest(server)
{
    private readonly AppendSignal signal = new();

    [Fact]
    public async Task an_append_wakes_the_daemon_of_another_process()
    {
        await using var listening = await Listen();
        // Without notifications it would wait for a timeout each time.
        await WakeOften().WaitAsync(Patience, Cancel);

        async Task WakeOften()
        {
            for (var n = 1; n <= 100; n++)
            {
                var woken = Woken();
                await Append(Table());
                await woken;
            }
        }
    }

    [Fact]
    public async Task no_signal_comes_while_nothing_is_appended()
    {
        await using var listening = await Listen();
        await Append(Table());
        await Eventually(IsQuiet, "nothing wakes it while nothing is appended");
    }

    [Fact]
    public async Task a_listener_that_lost_its_connection_reconnects_and_signals_what_was_appended_meanwhile()
    {
        await using var listening = await Listen();
        for (var n = 1; n <= 3; n++)
        {
            var woken = Woken();
            await Execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and application_name = 'summit-listener'
                """);
            await Append(Table());
            await woken;
            await Eventually(IsListening, "it listens again");
        }
    }

    [Fact]
    public async Task many_appends_leave_no_notification_unread()
    {
        await using var listening = await Listen();
        for (var n = 0; n < 200; n++)
            await Append(Table());
        await Eventually(IsQuiet, "all notices are taken");
    }

    [Fact]
    public async Task a_signal_that_is_set_between_two_waits_ends_the_next_wait()
    {
        signal.Set();
        await Woken();
        signal.Set();
        await Woken();
        Assert.True(await IsQuiet());
    }

    [Fact]
    public async Task a_wait_for_a_signal_ends_at_its_timeout() =>
        await signal.WaitAsync(TimeSpan.FromMilliseconds(1), Cancel);

    private Task Woken() => signal.WaitAsync(Timeout.InfiniteTimeSpan, Cancel);

    // Quiet once no signal comes between two looks.
    private async Task<bool> IsQuiet()
    {
        var asked = Woken();
        await Ask<string>("select pg_sleep(0.1)::text");
        return !asked.IsCompleted;
    }

    private async Task<Ear> Listen()
    {
        var ear = new Ear(new AppendListener(ConnectionString, signal, NullLogger<AppendListener>.Instance), Cancel);
        await Eventually(IsListening, "it listens");
        return ear;
    }

    private async Task<bool> IsListening() => await Ask<long>(
        """
        select count(*) from pg_stat_activity
         where datname = current_database() and application_name = 'summit-listener' and query ilike 'listen %'
           and state = 'idle'
        """) == 1;

    private sealed class Ear : IAsyncDisposable
    {
        private readonly CancellationTokenSource end;
        private readonly Task run;

        public Ear(AppendListener listener, CancellationToken cancel)
        {
            end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            run = listener.Run(end.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            await run;
            end.Dispose();
        }
    }
}
