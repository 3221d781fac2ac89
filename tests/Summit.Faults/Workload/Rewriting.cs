using System.Net;

namespace Summit.Faults;

/// <summary>
/// Reads a shared session and changes it with <c>If-Match</c>. All operations are recorded for the check of
/// linearizability.
/// </summary>
internal static class Rewriting
{
    /// <summary>Reads one session and usually changes it.</summary>
    public static async Task Once(
        WorkloadCongress congress, Client client, ClientHistory history, CancellationToken giveUp)
    {
        var session = congress.Shared[client.Random.Next(congress.Shared.Count)];
        if (await client.Read($"/v1/sessions/{session}", giveUp) is not { IsSuccess: true } read)
            return;
        history.Note(session, new Saw(read.Version, read.Invoked, read.Answered));
        var invoked = System.Diagnostics.Stopwatch.GetTimestamp();
        var answer = client.Random.Next(10) switch
        {
            < 5 => await Retitle(session, read.Version, client, history, giveUp),
            < 8 => await Move(congress, session, read.Version, client, history, giveUp),
            _ => read,
        };
        if (answer == read)
            return;
        if (answer is { IsSuccess: true })
        {
            history.Note(session, new Wrote(read.Version, answer.Version, answer.FirstInvoked, answer.Answered));
            return;
        }
        // An attempt without a response may still arrive, whatever a later attempt got.
        if (answer is not { IsFirst: true })
            history.Note(session, new Unsettled(read.Version, answer?.FirstInvoked ?? invoked));
        if (answer is { Status: HttpStatusCode.PreconditionFailed })
            history.Note(session, new Missed(read.Version, answer.Invoked, answer.Answered));
    }

    private static Task<Answer?> Retitle(
        Guid session, long seen, Client client, ClientHistory history, CancellationToken giveUp)
    {
        var title = $"Title {history.Next()}";
        return client.Command(
            $"title {title}", $"/v1/sessions/{session}/retitle", new { title = new { en = title } }, giveUp, seen);
    }

    private static Task<Answer?> Move(
        WorkloadCongress congress, Guid session, long seen, Client client, ClientHistory history,
        CancellationToken giveUp)
    {
        var n = history.Next();
        var room = congress.Rooms[client.Random.Next(congress.Rooms.Count)];
        var slot = Scheduling.WantedSlot(n, client.Random);
        return client.Command(
            WorkloadCongress.MarkerOf(room, WorkloadCongress.StartOf(slot, n)), $"/v1/sessions/{session}/schedule",
            WorkloadCongress.Slot(room, slot, n), giveUp, seen);
    }
}
