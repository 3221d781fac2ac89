using System.Globalization;

namespace Summit.Faults;

/// <summary>
/// The invariants of the events after a run. Each check is a pure function that returns the violations.
/// </summary>
internal static class Checks
{
    /// <summary>
    /// Each acknowledged effect appears once, each unknown one at most once, each refused one never, even after
    /// attempts without a response: a key has one response.
    /// </summary>
    public static IEnumerable<string> Effects(IEnumerable<Intent> intents, IEnumerable<Happened> events)
    {
        var stands = events.Where(e => e.Marker is not null).CountBy(e => e.Marker!).ToDictionary();
        foreach (var meant in intents.GroupBy(intent => intent.Marker))
        {
            var least = meant.Count(intent => intent.Fate == Fate.Acknowledged);
            var most = least + meant.Count(intent => intent.Fate == Fate.Unknown);
            var found = stands.GetValueOrDefault(meant.Key);
            if (found < least || found > most)
                yield return Say($"'{meant.Key}' stands {found} times: {least} acknowledged, {most - least} unknown, ")
                    + Say($"{meant.Count() - most} refused");
        }
    }

    /// <summary>Positions, and the versions of each stream, run from 1 without a gap and in order.</summary>
    public static IEnumerable<string> Places(IEnumerable<Happened> events)
    {
        var versions = new Dictionary<Guid, long>();
        long position = 0;
        foreach (var e in events)
        {
            if (e.Position != ++position)
                yield return Say($"position {e.Position} where {position} was due");
            position = e.Position;
            var due = versions.GetValueOrDefault(e.Stream) + 1;
            if (e.Version != due)
                yield return $"{EventLog.Say(e)} where version {due} was due";
            versions[e.Stream] = e.Version;
        }
    }

    /// <summary>At no position do two sessions hold one room at once.</summary>
    public static IEnumerable<string> Rooms(IEnumerable<Happened> events)
    {
        var held = new Dictionary<Guid, TakenSlot>();
        var rooms = new Dictionary<Guid, SortedSet<(DateTimeOffset From, Guid Session)>>();
        foreach (var e in events.Where(e => e.Slot is not null))
        {
            var slot = e.Slot!;
            if (held.Remove(e.Stream, out var before))
                rooms[before.Room].Remove((before.From, e.Stream));
            var room = rooms.TryGetValue(slot.Room, out var known) ? known : rooms[slot.Room] = [];
            // Among disjoint slots only the last one that begins before this one's end can overlap it.
            var earlier = room.GetViewBetween(default, (slot.Until, Guid.Empty));
            if (earlier.Count > 0 && held[earlier.Max.Session].Until > slot.From)
                yield return $"{EventLog.Say(e)} takes a room that session {earlier.Max.Session} has";
            held[e.Stream] = slot;
            room.Add((slot.From, e.Stream));
        }
    }

    /// <summary>
    /// Every forward was delivered and acknowledged, nothing else was delivered, all signatures are valid, and without
    /// repetitions the forwards of each recommendation arrived in order.
    /// </summary>
    public static IEnumerable<string> Forwards(IReadOnlyList<DeliveredForward> deliveries, IEnumerable<Happened> events)
    {
        var forwarded = events.Where(e => e.Type == EventLog.Forwarded).ToDictionary(e => e.Id);
        var taken = deliveries.Where(delivery => delivery.IsTaken).Select(delivery => delivery.Id).ToHashSet();
        foreach (var forward in forwarded.Values.Where(forward => !taken.Contains(forward.Id)))
            yield return $"{EventLog.Say(forward)} was never delivered";
        foreach (var delivery in deliveries.DistinctBy(delivery => delivery.Id))
        {
            if (forwarded.GetValueOrDefault(delivery.Id) is not { } forward)
                yield return $"{delivery.Id} was delivered and never forwarded";
            else if (forward.Stream != delivery.Subject || forward.Round != delivery.Round)
                yield return $"{delivery.Id} was delivered as something else than was forwarded";
            if (!delivery.IsSigned)
                yield return $"{delivery.Id} was delivered with a signature that does not hold";
        }
        // A later round is sent only after the earlier one was acknowledged.
        foreach (var line in deliveries.GroupBy(delivery => delivery.Subject))
        {
            var rounds = line.DistinctBy(delivery => delivery.Id).Select(delivery => delivery.Round).ToArray();
            if (!rounds.SequenceEqual(Enumerable.Range(1, rounds.Length)))
                yield return $"recommendation {line.Key} was delivered in the order {string.Join(", ", rounds)}";
        }
    }

    /// <summary>Other contexts react to each event exactly once.</summary>
    public static IEnumerable<string> Reactions(IReadOnlyCollection<Happened> events)
    {
        (string Cause, string Effect)[] pairs =
        [
            (EventLog.Forwarded, EventLog.Received), (EventLog.Received, EventLog.Tabled),
            (EventLog.ItemPresented, EventLog.Presented), (EventLog.ItemDecided, EventLog.ReferredBack),
        ];
        var happened = events.ToLookup(e => e.Type, e => (e.About ?? e.Stream, e.Round));
        foreach (var (cause, effect) in pairs)
        {
            var effects = happened[effect].CountBy(key => key).ToDictionary();
            foreach (var due in happened[cause].Distinct().Where(due => effects.GetValueOrDefault(due) != 1))
                yield return Say($"{cause} {due} led to {effects.GetValueOrDefault(due)} {effect}");
        }
    }

    /// <summary>
    /// The events that a reader saw during the run are the stored ones, in order and without a gap.
    /// </summary>
    public static IEnumerable<string> Seen(IReadOnlyList<(long Position, Guid Id)> seen, IReadOnlyList<Happened> events)
    {
        for (var n = 0; n < seen.Count; n++)
        {
            if (n >= events.Count || (events[n].Position, events[n].Id) != seen[n])
            {
                yield return Say($"a reader saw {seen[n].Id} at position {seen[n].Position}, as its event number ")
                    + Say($"{n + 1}, and it does not stand there");
                yield break;
            }
        }
    }

    /// <summary>The history of each shared stream is linearizable.</summary>
    public static IEnumerable<string> Orders(IReadOnlyDictionary<Guid, IReadOnlyCollection<Operation>> histories,
        IReadOnlyDictionary<Guid, long> first)
    {
        foreach (var (stream, history) in histories)
        {
            if (Linearizability.Broken(history, first[stream]) is { } broken)
                yield return $"session {stream}: {broken}";
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
