using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Summit.Bench;

/// <summary>What the routes are compared on that the peer has too.</summary>
internal sealed partial class Setup
{
    private const int AtOnceMax = 16;

    /// <summary>The same on the peer, which takes whatever is named for a Congress, a room or a paper.</summary>
    public static async Task<Setup> OfPeer(Uri address)
    {
        var load = new Load(address, null);
        string[] rooms = [.. Enumerable.Range(0, 60).Select(_ => Guid.NewGuid().ToString())];
        var lead = Guid.NewGuid().ToString();
        var session = IdOf(await load.Post("/v1/congresses/peer/sessions", Session(lead, "assembly", new
        {
            room = rooms[0], startsAt = "2019-12-01T20:00:00+02:00", endsAt = "2019-12-01T21:00:00+02:00",
        })));
        await load.Post($"/v1/sessions/{session}/open", new { });
        return new Setup(load, "peer", rooms, lead, session, Guid.NewGuid().ToString());
    }

    /// <summary>Where the session that drafts is read.</summary>
    public string SessionPath => $"/v1/sessions/{session}";

    /// <summary>Convenes the World Assembly, without which nothing is forwarded.</summary>
    public Task ConveneWorldAssembly() =>
        load.Post($"/v1/congresses/{slug}/world-assembly", new { conveners = new[] { lead }, session });

    /// <summary>A session for each caller, which moves it to and fro between two slots of the last day.</summary>
    public async Task<Func<Line, int, Task>> Reschedule(int callers)
    {
        var sessions = new string[callers];
        var moves = new int[callers];
        await Parallel.ForAsync(0, callers, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax }, async (n, _) =>
            sessions[n] = IdOf(await load.Post(
                $"/v1/congresses/{slug}/sessions", Session(lead, "assembly", SlotOf(n, moved: false)))));
        return async (by, caller) =>
        {
            var move = ++moves[caller];
            // Proposed and scheduled, it is at version 2.
            await by.Post($"/v1/sessions/{sessions[caller]}/schedule",
                JsonSerializer.Serialize(SlotOf(caller, moved: move % 2 == 1)), $"\"{move + 1}\"");
        };
    }

    /// <summary>Recommendations that wait to be forwarded: as many as are drafted and agreed in a while.</summary>
    public async Task<ConcurrentQueue<string>> Agreed(TimeSpan during)
    {
        var (agreed, start) = (new ConcurrentQueue<string>(), Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, AtOnceMax).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < during)
            {
                var id = IdOf(await load.Post($"/v1/sessions/{session}/recommendations", new
                {
                    text = new { en = "Let cities speak.\n\nAnd listen to them." },
                    policyDomains = new[] { "cities" }, sources = new[] { new { paper, revision = 1, proposed = 1 } },
                }));
                await load.Post($"/v1/recommendations/{id}/agree", new { by = "consensus" }, "\"1\"");
                agreed.Enqueue(id);
            }
        }));
        return agreed;
    }

    private object SlotOf(int caller, bool moved)
    {
        var starts = new DateTimeOffset(2019, 12, 1, 0, 0, 0, TimeSpan.FromHours(2))
            .AddHours(caller / rooms.Length * 4 + (moved ? 2 : 0));
        return new
        {
            room = rooms[caller % rooms.Length], startsAt = Moment(starts), endsAt = Moment(starts.AddHours(1)),
        };
    }

    private static string IdOf(JsonObject made) => (string)(made["id"] ?? made["value"])!;
}
