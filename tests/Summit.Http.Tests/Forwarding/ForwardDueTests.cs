using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Summit.Forwarding;
using Summit.Store;
using Wolverine.RDBMS;
using Wolverine.Runtime;
using Wolverine.Transports.Local;

namespace Summit.Http.Tests.Forwarding;

/// <summary>Wolverine's messages send the forwards: no test triggers a sweep, unless it says so.</summary>
public sealed partial class ForwardDueTests(ForwardingServer server) : IClassFixture<ForwardingServer>, IAsyncLifetime
{
    private Guid congress;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server.Receiver.Answer = WebhookReceiver.Status(202);
        congress = await WorldAssembly.WorldAssemblyScenario.Empty(server, $"messages-{Guid.NewGuid():N}"[..20]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task a_forward_whose_node_dies_before_it_sends_is_sent_once_by_another_node()
    {
        var recommendation = Guid.CreateVersion7();
        await using var dying = await Node(dies: true);
        var sent = await Write(dying.Services, recommendation, 1, dies: true);
        var wolverine = (WolverineRuntime)dying.Services.GetRequiredService<IWolverineRuntime>();
        wolverine.StopMode = StopMode.Quick;
        await wolverine.StopAsync(Cancel);
        Assert.Equal(wolverine.DurabilitySettings.AssignedNodeNumber, await OwnerOf(sent.Messages[0]));
        await Eventually.Holds(async () => await StatusOf(sent.Messages[0]) == "Handled");
        await Eventually.Holds(() => Delivered(sent.Id));
        Assert.Single(Requests(sent));
        Assert.Equal([1], await Received(recommendation));
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(),
            loaded => loaded.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task a_forward_is_sent_by_its_own_message_once_its_command_is_committed()
    {
        var scenario = await CongressScenario.Convene(server, "handed-over");
        await scenario.ConveneWorldAssembly();
        foreach (var n in Enumerable.Range(1, 3))
        {
            var recommendation = await scenario.Agreed("town-hall", "housing", $"We house {n}.");
            (await scenario.Forward(recommendation)).Expect(System.Net.HttpStatusCode.OK);
            // The command's message, not only that of a sweep: while its node lives, no other recovers it.
            await Eventually.Holds(async () => await server.Sql(
                """
                select array_agg(distinct status) from wolverine.wolverine_incoming_envelopes
                 where position(convert_to($1, 'UTF8') in body) > 0
                """, $"{recommendation}") is string[] and ["Handled"]);
            Assert.Equal("delivered", await server.Sql(
                "select status from events.outbox where stream_id = $1", recommendation));
        }
    }

    [Fact]
    public async Task a_message_belongs_to_its_node_while_it_is_handled_and_no_recovery_takes_it()
    {
        var answer = new TaskCompletionSource();
        server.Receiver.Answer = (http, request) =>
            answer.Task.ContinueWith(_ => WebhookReceiver.Status(202)(http, request));
        await using var other = await Node();
        var mine = await Write(server.Services, Guid.CreateVersion7(), 1);
        var theirs = await Write(other.Services, Guid.CreateVersion7(), 1);
        await Eventually.Holds(() => Assert.Equal((1, 1), (Requests(mine).Count(), Requests(theirs).Count())));
        Assert.Equal(NumberOf(server.Services), await OwnerOf(mine.Messages[0]));
        Assert.Equal(NumberOf(other.Services), await OwnerOf(theirs.Messages[0]));
        answer.SetResult();
        await Eventually.Holds(() => Delivered(theirs.Id));
        await other.StopAsync(Cancel);

        static int NumberOf(IServiceProvider node) =>
            node.GetRequiredService<IWolverineRuntime>().DurabilitySettings.AssignedNodeNumber;
    }

    [Fact]
    public async Task a_service_that_stops_releases_its_claim_and_logs_no_error()
    {
        var never = new TaskCompletionSource();
        server.Receiver.Answer = (_, _) => never.Task;
        using var errors = new ErrorLog();
        await using var leaving = await Node(log: errors);
        var sent = await Write(leaving.Services, Guid.CreateVersion7(), 1);
        await Eventually.Holds(() => Assert.Single(Requests(sent)));
        server.Receiver.Answer = WebhookReceiver.Status(202);
        await leaving.StopAsync(Cancel);
        // This clock does not move: a claim that is not released never ends.
        await Eventually.Holds(() => Delivered(sent.Id));
        Assert.Equal(2, Requests(sent).Count());
        Assert.Equal(1, await server.Sql("select attempts from events.outbox where id = $1", sent.Id));
        Assert.Empty(errors.Lines);
        never.SetResult();
    }

    [Fact]
    public async Task the_outbox_sweep_sends_a_forward_that_has_no_message()
    {
        var before = await Write(server.Services, Guid.CreateVersion7(), 1, withMessage: false);
        await Eventually.Holds(() => Delivered(before.Id));
        Assert.Single(Requests(before));
    }

    [Fact]
    public async Task the_outbox_sweep_sends_forwards_without_messages_while_a_slow_receiver_blocks_others()
    {
        var (slow, answer) = (Guid.CreateVersion7(), new TaskCompletionSource());
        server.Receiver.Answer = async (http, request) =>
        {
            if (Encoding.UTF8.GetString(request.Body).Contains($"{slow}", StringComparison.Ordinal))
                await answer.Task;
            await WebhookReceiver.Status(202)(http, request);
        };
        var queue = (LocalQueue)server.Services.GetRequiredService<IWolverineRuntime>()
            .Endpoints.EndpointByName(ForwardingModule.Queue)!;
        var waiting = new[] { await Write(server.Services, slow, 1), await Write(server.Services, slow, 2) };
        await Eventually.Holds(() => Assert.NotEqual(0, queue.MessageCount));
        // So many that not all share the slow one's place in the queue.
        var left = new List<Forward>();
        for (var n = 0; n < 12; n++)
            left.Add(await Write(server.Services, Guid.CreateVersion7(), 1, withMessage: false));
        await Eventually.Holds(() => Assert.Contains(left, forward => Requests(forward).Any()));
        Assert.NotEqual(0, queue.MessageCount);
        answer.SetResult();
        foreach (var forward in left.Concat(waiting))
            await Eventually.Holds(() => Delivered(forward.Id));
        Assert.All(left, forward => Assert.Single(Requests(forward)));
    }

    [Fact]
    public async Task a_message_that_is_handled_again_does_not_send_an_acknowledged_forward_again()
    {
        var recommendation = Guid.CreateVersion7();
        var sent = await Write(server.Services, recommendation, 1);
        await Eventually.Holds(() => Delivered(sent.Id));
        await Eventually.Holds(async () => await StatusOf(sent.Messages[0]) == "Handled");
        var bus = new MessageBus(server.Services.GetRequiredService<IWolverineRuntime>());
        for (var n = 0; n < 3; n++)
            await bus.PublishAsync(new ForwardDue("world-assembly", recommendation));
        await server.Sql(
            "update wolverine.wolverine_incoming_envelopes set status = 'Incoming', owner_id = 0 where id = $1",
            sent.Messages[0].Id);
        await Eventually.Holds(async () =>
            await StatusOf(sent.Messages[0]) == "Handled" && await Waiting("Incoming") == 0);
        Assert.Single(Requests(sent));
        Assert.Equal([1], await Received(recommendation));
    }

    [Fact]
    public async Task the_delayed_forwards_of_one_recommendation_leave_one_scheduled_message()
    {
        // Longer than this test on any machine: the message's time is the real one.
        server.Receiver.Answer = (http, request) =>
        {
            http.Response.Headers.RetryAfter = "3600";
            return WebhookReceiver.Status(503)(http, request);
        };
        var recommendation = Guid.CreateVersion7();
        var rounds = new List<Forward>();
        for (var round = 1; round <= 3; round++)
            rounds.Add(await Write(server.Services, recommendation, round));
        await Eventually.Holds(async () => await Waiting("Scheduled") == 1 && await Waiting("Incoming") == 0);
        Assert.Single(rounds.SelectMany(Requests));

        server.Receiver.Answer = WebhookReceiver.Status(202);
        server.Clock.Advance(TimeSpan.FromHours(2));
        await server.Sql(
            "update wolverine.wolverine_incoming_envelopes set execution_time = now() where status = $1", "Scheduled");
        await Eventually.Holds(() => Delivered(rounds[^1].Id));
        await Eventually.Holds(async () => await Waiting("Scheduled") == 0);
        Assert.Equal([1, 2, 3], await Received(recommendation));
    }

    [Fact]
    public async Task two_nodes_keep_the_order_of_each_recommendation_through_retries()
    {
        var failed = new HashSet<string>();
        server.Receiver.Answer = (http, request) =>
        {
            lock (failed)
                return WebhookReceiver.Status(failed.Add(request.Id) ? 503 : 202)(http, request);
        };
        await using var other = await Node();
        var nodes = new[] { server.Services, other.Services };
        var recommendations = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
        var sent = new List<Forward>();
        foreach (var round in (int[])[1, 2, 3])
            foreach (var recommendation in recommendations)
                sent.Add(await Write(nodes[sent.Count % 3 % 2], recommendation, round));
        await Eventually.Holds(async () =>
        {
            // Not while an attempt is on its way: its lease would end, and others would send it again.
            if (nodes.All(node => node.GetRequiredService<Dispatcher>().Idle))
                server.Clock.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAll(nodes.Select(node => node.GetRequiredService<OutboxSweep>().Look(Cancel)));
            return (await Task.WhenAll(sent.Select(forward => Delivered(forward.Id)))).All(delivered => delivered);
        });
        foreach (var line in sent.GroupBy(forward => forward.Recommendation))
        {
            var ids = line.Select(forward => forward.Id.ToString()).ToArray();
            Assert.Equal(ids.SelectMany(id => new[] { id, id }),
                server.Receiver.Requests.Select(request => request.Id).Where(ids.Contains));
            Assert.Equal([1, 2, 3], await Received(line.Key));
        }
        await other.StopAsync(Cancel);
    }

    [Fact]
    public async Task a_forward_is_sent_in_the_trace_of_its_command()
    {
        var handled = new ConcurrentQueue<ActivityTraceId>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Wolverine",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => handled.Enqueue(activity.TraceId),
        };
        ActivitySource.AddActivityListener(listener);
        using var command = new Activity("command").Start();
        await Write(server.Services, Guid.CreateVersion7(), 1);
        await Eventually.Holds(() => Assert.Contains(command.TraceId, handled));
    }

    [Fact]
    public void Wolverine_has_its_own_bounded_connection_pool_that_resets_connections()
    {
        var store = (IMessageDatabase)server.Services.GetRequiredService<IWolverineRuntime>().Storage;
        var pool = new NpgsqlConnectionStringBuilder(store.DataSource.ConnectionString);
        var ours = new NpgsqlConnectionStringBuilder(ConnectionTuning.Tuned(server.ConnectionString));
        Assert.Equal((ours.MaxPoolSize, false), (pool.MaxPoolSize, pool.NoResetOnClose));
    }

    [Fact]
    public async Task a_second_migration_of_the_service_finds_nothing_to_do()
    {
        await using var app = Service.Build([], server.ConnectionString);
        Assert.Empty(await app.Migrate(Cancel));
        await app.Services.GetRequiredService<IWolverineRuntime>().Storage.Admin.AssertStorageExistsAsync(Cancel);
    }
}
