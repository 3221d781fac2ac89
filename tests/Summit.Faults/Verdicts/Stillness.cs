using System.Net.Http.Headers;

namespace Summit.Faults;

/// <summary>What must happen by itself after the last fault: nothing is stuck.</summary>
internal sealed class Stillness(Site site, Verdict verdict)
{
    // A dead dispatcher keeps its claims for 45 s and the timeout of the receiver.
    private static readonly TimeSpan LeasesAreOver = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private const string Pending = "select count(*) from events.outbox where status <> 'delivered'";

    private const string Unreacted =
        """
        select count(*) filter (where type = 'deliberation.recommendation-forwarded')
             - count(*) filter (where type = 'world-assembly.item-tabled')
             + count(*) filter (where type = 'world-assembly.item-decided')
             - count(*) filter (where type = 'deliberation.recommendation-referred-back')
          from events.mt_events
        """;

    private const string Behind =
        """
        select string_agg(name || ' at ' || position, ', ') from events.checkpoints
         where position < $1 and name in (select reader from faults.steps)
        """;

    /// <summary>Every node is ready.</summary>
    public async Task Ready()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var node in site.Nodes)
        {
            var said = "nothing";
            var isReady = await Pause.Eventually(async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(node.Address, "/health/ready"));
                    said = await answer.Content.ReadAsStringAsync();
                    return answer.IsSuccessStatusCode;
                }
                catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
                {
                    said = silent.Message;
                    return false;
                }
            }, LeasesAreOver, CancellationToken.None);
            verdict.Insist(isReady, $"node {node.Name} is not ready: {said}");
        }
    }

    /// <summary>No forward is pending, and all reactions to forwards have happened.</summary>
    /// <param name="isPatient">Whether to wait for leases; otherwise the operator replays pending forwards.</param>
    public async Task Forwarded(bool isPatient)
    {
        if (isPatient)
            await Pause.Eventually(async () => await Count(Pending) == 0, LeasesAreOver, CancellationToken.None);
        // A forward that failed several times waits for minutes, by design.
        await SendAgain();
        verdict.Insist(await Pause.Eventually(async () => await Count(Pending) == 0, Soon, CancellationToken.None),
            $"{await Count(Pending)} forwards are still not delivered");
        verdict.Insist(await Pause.Eventually(async () => await Count(Unreacted) == 0, Soon, CancellationToken.None),
            $"{await Count(Unreacted)} forwards or decisions have not been reacted to");
    }

    /// <summary>Every subscription that ever moved has passed a position before the last probe.</summary>
    public async Task CaughtUp(long position)
    {
        object? behind = null;
        var isThere = await Pause.Eventually(
            async () => (behind = await site.Database.Scalar(Behind, position)) is null or DBNull, Soon,
            CancellationToken.None);
        verdict.Insist(isThere, $"readers are behind {position}: {behind}");
    }

    private async Task<long> Count(string sql) => (long)(await site.Database.Scalar(sql))!;

    private async Task SendAgain()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ServiceProcess.Key);
        await using var connection = await site.Database.Connect();
        await using var command = new Npgsql.NpgsqlCommand(
            "select id from events.outbox where status <> 'delivered'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var again = new Uri(site.Nodes[0].Address, $"/v1/deliveries/{reader.GetGuid(0)}/replay");
            using var answer = await http.PostAsync(again, null);
        }
    }
}
