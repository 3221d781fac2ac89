using System.Globalization;

namespace Summit.Faults;

/// <summary>
/// What must hold of the events when all is over, each as a pure function of what was found: what contradicts it.
/// </summary>
internal static class Checks
{
    /// <summary>
    /// What was acknowledged stands once, what nobody knows of at most once, what was refused not at all: not even
    /// where earlier attempts under the same key had no answer, for a key has one answer.
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

    /// <summary>Positions run from 1 without a gap, and so do the versions of each stream, in their order.</summary>
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

    /// <summary>No room is held by two sessions at once, at any position.</summary>
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
            // Of slots that do not overlap, the last that begins before this one's end is the one that can reach in.
            var earlier = room.GetViewBetween(default, (slot.Until, Guid.Empty));
            if (earlier.Count > 0 && held[earlier.Max.Session].Until > slot.From)
                yield return $"{EventLog.Say(e)} takes a room that session {earlier.Max.Session} has";
            held[e.Stream] = slot;
            room.Add((slot.From, e.Stream));
        }
    }

    /// <summary>
    /// Every forward arrived and was taken; nothing arrived that was not forwarded; each signed; and after taking out
    /// what came again, the forwards of one recommendation arrived in their order.
    /// </summary>
    public static IEnumerable<string> Forwards(IReadOnlyList<Letter> letters, IEnumerable<Happened> events)
    {
        var forwarded = events.Where(e => e.Type == EventLog.Forwarded).ToDictionary(e => e.Id);
        var taken = letters.Where(letter => letter.IsTaken).Select(letter => letter.Id).ToHashSet();
        foreach (var forward in forwarded.Values.Where(forward => !taken.Contains(forward.Id)))
            yield return $"{EventLog.Say(forward)} was never delivered";
        foreach (var letter in letters.DistinctBy(letter => letter.Id))
        {
            if (forwarded.GetValueOrDefault(letter.Id) is not { } forward)
                yield return $"{letter.Id} was delivered and never forwarded";
            else if (forward.Stream != letter.Subject || forward.Round != letter.Round)
                yield return $"{letter.Id} was delivered as something else than was forwarded";
            if (!letter.IsSigned)
                yield return $"{letter.Id} was delivered with a signature that does not hold";
        }
        // A later round may leave only when the earlier was taken: from then on no earlier one is new.
        foreach (var line in letters.GroupBy(letter => letter.Subject))
        {
            var rounds = line.DistinctBy(letter => letter.Id).Select(letter => letter.Round).ToArray();
            if (!rounds.SequenceEqual(Enumerable.Range(1, rounds.Length)))
                yield return $"recommendation {line.Key} was delivered in the order {string.Join(", ", rounds)}";
        }
    }

    /// <summary>What one context does, the others react to once: each fact has its one counterpart.</summary>
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
    /// What a reader saw while everything went wrong is what stands: in order, whole, and nothing of it gone.
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

    /// <summary>What clients saw of each stream that they changed together can have happened in one order.</summary>
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
