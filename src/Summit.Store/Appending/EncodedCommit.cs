using System.Text.Json;

namespace Summit.Store;

/// <summary>
/// A commit checked and put into JSON. Done before the lock is taken: all writers wait while it is held, and what
/// cannot be written never takes it.
/// </summary>
internal sealed class EncodedCommit
{
    private EncodedCommit(Commit commit, IReadOnlyList<(object Data, string Wire)> events, EventCodec codec)
    {
        Commit = commit;
        Wires = [.. events.Select(e => e.Wire)];
        ClrTypes = [.. events.Select(e => e.Data.GetType().FullName)];
        Data = [.. events.Select(e => codec.Write(e.Data))];
        Headers = commit.About.Reason is { } reason ? JsonSerializer.SerializeToUtf8Bytes(new { reason }) : null;
        Bytes = Data.Sum(data => data.Length);
    }

    public Commit Commit { get; }

    public string[] Wires { get; }

    public string?[] ClrTypes { get; }

    public byte[][] Data { get; }

    public byte[]? Headers { get; }

    /// <summary>How much its events take up.</summary>
    public int Bytes { get; }

    /// <exception cref="ArgumentException">The commit cannot be written, whatever stands in the store.</exception>
    public static EncodedCommit From(Commit commit, EventCodec codec)
    {
        var seen = new HashSet<Guid>();
        foreach (var append in commit.Streams)
        {
            if (!seen.Add(append.Stream))
                throw new ArgumentException($"Stream {append.Stream} stands twice in one commit.", nameof(commit));
            if (append.Ids.Count != append.Events.Count || append.States.Count != append.Events.Count)
                throw new ArgumentException(
                    $"Stream {append.Stream} needs an id and a state for each of its events.", nameof(commit));
        }
        var events = commit.Streams
            .SelectMany(append => append.Events, (append, data) => (data, Wire(append, data, codec)))
            .ToArray();
        return new EncodedCommit(commit, events, codec);
    }

    /// <summary>The id of its last event.</summary>
    public Guid LastEvent => Commit.Streams.Last(append => append.Events.Count > 0).Ids[^1];

    /// <summary>Why it cannot be written where the streams stand so; null where it can.</summary>
    public Exception? Refuses(Dictionary<Guid, (long Version, string? Kind)> streams)
    {
        foreach (var append in Commit.Streams)
        {
            var (version, kind) = streams.GetValueOrDefault(append.Stream);
            if (version != append.ExpectedVersion)
                return new StreamConflictException(append.Stream, append.ExpectedVersion, version);
            if (kind is not null && kind != append.Kind.Name)
                return new ArgumentException($"Stream {append.Stream} is a {kind}, not a {append.Kind.Name}.");
        }
        return null;
    }

    /// <summary>The commit with the places its events get after a position.</summary>
    public PositionedCommit At(long head, DateTimeOffset recordedAt)
    {
        var position = head;
        var changes = new List<StreamChange>(Commit.Streams.Count);
        foreach (var append in Commit.Streams.Where(append => append.Events.Count > 0))
        {
            var steps = new AppliedEvent[append.Events.Count];
            for (var i = 0; i < steps.Length; i++)
            {
                steps[i] = new AppliedEvent(++position, append.Ids[i], append.ExpectedVersion + i + 1,
                    append.Events[i], append.States[i], recordedAt);
            }
            // As in a replay, nothing stands before the first event: a row of the initial state was never written.
            var before = append.ExpectedVersion == 0 ? null : append.Before;
            changes.Add(new StreamChange(append.Kind, append.Stream, before, steps));
        }
        return new PositionedCommit(head, changes, recordedAt);
    }

    private static string Wire(StreamAppend append, object data, EventCodec codec)
    {
        var (wire, kind) = codec.Known(data);
        return kind.Name == append.Kind.Name
            ? wire
            : throw new ArgumentException($"{wire} happens to a {kind.Name}, not to a {append.Kind.Name}.");
    }
}
