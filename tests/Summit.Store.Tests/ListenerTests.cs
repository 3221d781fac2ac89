using Microsoft.Extensions.Logging.Abstractions;

namespace Summit.Store.Tests;

/// <summary>What one process appends wakes the readers of another, whatever becomes of the line between.</summary>
public sealed class ListenerTests(PostgresServer server) : StoreTest(server)
{
    [Fact]
    public async Task An_append_wakes_the_readers_of_another_process()
    {
        var (here, there) = (Node(), Node());
        await using var listening = await Listen(here);
        for (var n = 1; n <= 20; n++)
        {
            var woken = here.Appended(Cancel);
            await there.Append(One(Table()), Cancel);
            await woken;
        }
    }

    [Fact]
    public async Task A_reader_sleeps_until_something_is_appended()
    {
        var (here, there) = (Node(), Node());
        await using var listening = await Listen(here);
        await there.Append(One(Table()), Cancel);
        await Until(async () =>
        {
            // Quiet once no wake-up comes between two looks.
            var asked = here.Appended(Cancel);
            await Ask<string>("select pg_sleep(0.1)::text");
            return !asked.IsCompleted;
        }, "nothing wakes anybody while nothing is appended");
    }

    [Fact]
    public async Task A_lost_connection_is_made_anew_and_what_came_meanwhile_is_found()
    {
        var (here, there) = (Node(), Node());
        await using var listening = await Listen(here);
        for (var n = 1; n <= 3; n++)
        {
            var woken = here.Appended(Cancel);
            await Execute(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and application_name = 'summit-listener'
                """);
            await there.Append(One(Table()), Cancel);
            await woken;
            await Until(async () => listening.Listener.Listening && await Ask<long>(
                """
                select count(*) from pg_stat_activity
                 where datname = current_database() and application_name = 'summit-listener'
                """) == 1, "it listens again");
        }
    }

    [Fact]
    public async Task Many_appends_at_once_leave_no_notice_behind()
    {
        var (here, there) = (Node(), Node());
        await using var listening = await Listen(here);
        for (var n = 0; n < 200; n++)
            await there.Append(One(Table()), Cancel);
        await Until(async () =>
        {
            var asked = here.Appended(Cancel);
            await Ask<string>("select pg_sleep(0.1)::text");
            return !asked.IsCompleted;
        }, "all notices are taken");
    }

    private PostgresEventStore Node() => new(Database, Codec, [], Clock) { LookAgain = Timeout.InfiniteTimeSpan };

    private async Task<Ear> Listen(PostgresEventStore store)
    {
        var ear = new Ear(new AppendListener(ConnectionString, store, NullLogger<AppendListener>.Instance), Cancel);
        await Until(() => ear.Listener.Listening, "it listens");
        return ear;
    }

    private sealed class Ear : IAsyncDisposable
    {
        private readonly CancellationTokenSource end;
        private readonly Task run;

        public Ear(AppendListener listener, CancellationToken cancel)
        {
            Listener = listener;
            end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            run = listener.Run(end.Token);
        }

        public AppendListener Listener { get; }

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            await run;
            end.Dispose();
        }
    }
}
