using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Summit.CritterStack;

namespace Summit.Http.Tests.Forwarding;

/// <summary>The service on Marten and Wolverine, with a World Assembly elsewhere.</summary>
public sealed class RemindedServer(PostgresServer postgres) : ForwardingServer(postgres)
{
    protected override IReadOnlyDictionary<string, string> Configuration =>
        new Dictionary<string, string>(base.Configuration) { ["Summit:Engine"] = "critter-stack" };
}

/// <summary>That forwards are sent rests on Wolverine's reminders alone: nobody is asked to look here.</summary>
public sealed class RemindersTests(RemindedServer server) : IClassFixture<RemindedServer>
{
    // Reached only by what never happens.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_forward_that_is_not_taken_is_sent_again_when_it_is_due()
    {
        server.Receiver.Answer = Receiver.Status(503);
        var journey = await Journey.Convene(server, "reminded");
        await journey.ConveneWorldAssembly();
        var recommendation = await journey.Agreed("town-hall", "housing", "We house everybody.");
        (await journey.Forward(recommendation)).Expect(HttpStatusCode.OK);
        await Until(() => Task.FromResult(server.Receiver.Letters.Count == 1));
        await Until(async () => await Waiting() == 1);

        server.Receiver.Answer = Receiver.Status(202);
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Until(async () => (long)(await server.Sql(
            "select count(*) from events.outbox where status = 'delivered'"))! == 1);
        Assert.Equal(2, server.Receiver.Letters.Count);
        Assert.Single(server.Receiver.Letters.Select(letter => letter.Id).Distinct());
        await Until(async () => await Waiting() == 0);
    }

    [Fact]
    public async Task a_reminder_stands_with_its_commit_and_falls_with_it()
    {
        var database = server.Services.GetRequiredService<NpgsqlDataSource>();
        var reminders = server.Services.GetRequiredService<Reminders>();
        foreach (var stands in (bool[])[false, true])
        {
            var before = await Reminders();
            await using var connection = await database.OpenConnectionAsync(Cancel);
            await using var transaction = await connection.BeginTransactionAsync(Cancel);
            await reminders.Note(transaction, Cancel);
            if (stands)
                await transaction.CommitAsync(Cancel);
            else
                await transaction.RollbackAsync(Cancel);
            Assert.Equal(before + (stands ? 1 : 0), await Reminders());
        }
    }

    private async Task<long> Reminders() => (long)(await server.Sql(
        "select count(*) from wolverine.wolverine_incoming_envelopes where message_type = 'outbox-due'"))!;

    private async Task<long> Waiting() => (long)(await server.Sql(
        "select count(*) from wolverine.wolverine_incoming_envelopes where status = 'Scheduled'"))!;

    private static async Task Until(Func<Task<bool>> so)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await so())
            await tick.WaitForNextTickAsync(deadline.Token);
    }
}
