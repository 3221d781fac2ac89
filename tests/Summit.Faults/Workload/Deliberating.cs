using System.Collections.Concurrent;
using System.Diagnostics;

namespace Summit.Faults;

/// <summary>
/// Drafts recommendations, agrees on them and forwards some; the World Assembly refers those back, and they are agreed
/// and forwarded again: so that each has more than one forward, whose order matters.
/// </summary>
internal sealed class Deliberating
{
    private const int ForwardsAtOnce = 10;
    private const double ForwardsASecond = 0.5;

    private static readonly TimeSpan BeforeLookingAgain = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<Guid> forwarded = new();
    private readonly long began = Stopwatch.GetTimestamp();
    private int forwards;

    /// <summary>Drafts and agrees one recommendation, and forwards it if the rate permits.</summary>
    public async Task Draft(WorkloadCongress congress, Client client, ClientHistory history, CancellationToken giveUp)
    {
        if (await Agreed(congress, client, history, giveUp) is { } id && MayForward()
            && await Forward(id, client, giveUp))
            forwarded.Enqueue(id);
    }

    /// <summary>Brings one recommendation to the World Assembly and back again.</summary>
    /// <returns>Whether it arrived in time.</returns>
    public async Task<bool> AllTheWay(
        WorkloadCongress congress, Client client, ClientHistory history, CancellationToken giveUp)
    {
        if (await Agreed(congress, client, history, giveUp) is not { } id || !await Forward(id, client, giveUp))
            return false;
        forwarded.Enqueue(id);
        while (!forwarded.IsEmpty && !giveUp.IsCancellationRequested)
            await ReferBack(client, giveUp);
        return !giveUp.IsCancellationRequested;
    }

    private static async Task<Guid?> Agreed(
        WorkloadCongress congress, Client client, ClientHistory history, CancellationToken giveUp)
    {
        var text = $"Text {history.Next()}";
        var drafted = await client.Command($"text {text}", $"/v1/sessions/{congress.Session}/recommendations", new
        {
            text = new { en = text }, policyDomains = new[] { "cities" },
            sources = new[] { new { paper = congress.Paper, revision = 1, proposed = 1 } },
        }, giveUp);
        if (drafted is not { IsSuccess: true })
            return null;
        var (id, version) = ((Guid)drafted.Body["id"]!, drafted.Version);
        if (client.Random.Next(2) == 0)
        {
            var translation = $"Texte {history.Next()}";
            if (await client.Command($"text {translation}", $"/v1/recommendations/{id}/translations",
                    new { language = "fr", text = translation }, giveUp, version) is not { IsSuccess: true } translated)
                return null;
            version = translated.Version;
        }
        return await Agree(id, version, client, giveUp) ? id : null;
    }

    /// <summary>Has the World Assembly refer one back, and forwards it again.</summary>
    public async Task ReferBack(Client client, CancellationToken giveUp)
    {
        if (!forwarded.TryDequeue(out var id))
            return;
        var item = $"/v1/world-assembly/items/{id}";
        if (await client.Read(item, giveUp) is not { IsSuccess: true })
        {
            // It is not tabled yet.
            forwarded.Enqueue(id);
            await Pause.For(BeforeLookingAgain, CancellationToken.None);
            return;
        }
        if (await client.Command($"presented {id}", $"{item}/present", new { }, giveUp) is { IsSuccess: true }
            && await client.Command($"debated {id}", $"{item}/debate", new { }, giveUp) is { IsSuccess: true }
            && await client.Command($"decided {id}", $"{item}/decide",
                new { decision = "referred-back", by = "consensus" }, giveUp) is { IsSuccess: true }
            && await ReferredBack(id, client, giveUp) is { } version
            && await Agree(id, version, client, giveUp))
            await Forward(id, client, giveUp);
    }

    // The recommendation reacts to the decision a moment later.
    private static async Task<long?> ReferredBack(Guid id, Client client, CancellationToken giveUp)
    {
        while (await client.Read($"/v1/recommendations/{id}", giveUp) is { } read)
        {
            if ((string?)read.Body["status"] == "referred-back")
                return read.Version;
            await Pause.For(BeforeLookingAgain, CancellationToken.None);
        }
        return null;
    }

    private static async Task<bool> Agree(Guid id, long version, Client client, CancellationToken giveUp) =>
        await client.Command($"agreed {id}", $"/v1/recommendations/{id}/agree", new { by = "consensus" }, giveUp,
            version) is { IsSuccess: true };

    private static async Task<bool> Forward(Guid id, Client client, CancellationToken giveUp) =>
        await client.Command($"forwarded {id}", $"/v1/recommendations/{id}/forward", new { }, giveUp)
            is { IsSuccess: true };

    // The World Assembly is one stream, and everything forwarded becomes part of it: a few at once, then as time goes
    // by, so that there are forwards under way whenever something goes wrong.
    private bool MayForward()
    {
        var allowed = ForwardsAtOnce + ForwardsASecond * Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (Interlocked.Increment(ref forwards) <= allowed)
            return true;
        Interlocked.Decrement(ref forwards);
        return false;
    }
}
