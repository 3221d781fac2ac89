using System.Net;

namespace Summit.Faults;

/// <summary>
/// Reads a session that everybody changes, and changes it on the condition that it is still as it was read. Everything
/// seen and done is noted, to be looked through for one order of all of it.
/// </summary>
internal static class Rewriting
{
    /// <summary>Reads one and, mostly, changes it.</summary>
    public static async Task Once(Stage stage, Client client, Ledger ledger, CancellationToken giveUp)
    {
        var session = stage.Shared[client.Random.Next(stage.Shared.Count)];
        if (await client.Read($"/v1/sessions/{session}", giveUp) is not { IsSuccess: true } read)
            return;
        ledger.Note(session, new Saw(read.Version, read.Invoked, read.Answered));
        var invoked = System.Diagnostics.Stopwatch.GetTimestamp();
        var answer = client.Random.Next(10) switch
        {
            < 5 => await Retitle(session, read.Version, client, ledger, giveUp),
            < 8 => await Move(stage, session, read.Version, client, ledger, giveUp),
            _ => read,
        };
        if (answer == read)
            return;
        if (answer is { IsSuccess: true })
        {
            ledger.Note(session, new Wrote(read.Version, answer.Version, answer.FirstInvoked, answer.Answered));
            return;
        }
        // An attempt that nobody answered may still be on its way, whatever a later one was told.
        if (answer is not { IsFirst: true })
            ledger.Note(session, new Unsettled(read.Version, answer?.FirstInvoked ?? invoked));
        if (answer is { Status: HttpStatusCode.PreconditionFailed })
            ledger.Note(session, new Missed(read.Version, answer.Invoked, answer.Answered));
    }

    private static Task<Answer?> Retitle(
        Guid session, long seen, Client client, Ledger ledger, CancellationToken giveUp)
    {
        var title = $"Title {ledger.Next()}";
        return client.Command(
            $"title {title}", $"/v1/sessions/{session}/retitle", new { title = new { en = title } }, giveUp, seen);
    }

    private static Task<Answer?> Move(
        Stage stage, Guid session, long seen, Client client, Ledger ledger, CancellationToken giveUp)
    {
        var n = ledger.Next();
        var room = stage.Rooms[client.Random.Next(stage.Rooms.Count)];
        var slot = Scheduling.WantedSlot(n, client.Random);
        return client.Command(Stage.MarkerOf(room, Stage.StartOf(slot, n)), $"/v1/sessions/{session}/schedule",
            Stage.Slot(room, slot, n), giveUp, seen);
    }
}
