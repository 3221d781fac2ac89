using System.Text.Json;

namespace Summit.Store;

/// <summary>
/// A commit, checked and encoded as JSON before the lock is taken: all writers wait while the lock is held, and a
/// commit that cannot be written never takes it.
/// </summary>
internal sealed class EncodedCommit
{
    /// <exception cref="ArgumentException">The commit cannot be written, whatever the store holds.</exception>
    public EncodedCommit(Commit commit, EventTypes types)
    {
        var seen = new HashSet<Guid>();
        foreach (var append in commit.Streams)
        {
            if (!seen.Add(append.Stream))
                throw new ArgumentException($"Stream {append.Stream} appears twice in one commit.", nameof(commit));
            if (append.Ids.Count != append.Events.Count || append.States.Count != append.Events.Count)
                throw new ArgumentException(
                    $"Stream {append.Stream} needs an id and a state for each of its events.", nameof(commit));
        }
        var responses = commit.Operations.OfType<IIdempotentOperation>().ToArray();
        if (responses.Length > 1)
            throw new ArgumentException("A commit is answered once.", nameof(commit));
        Response = responses.FirstOrDefault();
        Commit = commit;
        // They share statements with those of other commits.
        SqlParameters.RequireText(commit.Metadata.Actor, commit.Metadata.Correlation, commit.Metadata.Causation,
            Response?.Caller, Response?.Key);
        var events = commit.Streams.SelectMany(append => append.Events, (append, data) => (append, data)).ToArray();
        Wires = [.. events.Select(e => WireOf(e.append, e.data, types))];
        Data = [.. events.Select(e => types.Write(e.data))];
        Bytes = Data.Sum(data => data.Length);
    }

    public Commit Commit { get; }

    public IReadOnlyList<StreamAppend> Streams => Commit.Streams;

    public string[] Wires { get; }

    public byte[][] Data { get; }

    /// <summary>What else is kept beside each of its events, as a JSON object; null for nothing.</summary>
    public byte[]? Headers(DateTimeOffset recordedAt)
    {
        var (reason, decidedAt) = (Commit.Metadata.Reason, Commit.Metadata.DecidedAt);
        var isLater = decidedAt?.ToMicroseconds() < recordedAt;
        if (reason is null && !isLater)
            return null;
        var headers = new Dictionary<string, object>();
        if (reason is not null)
            headers["reason"] = reason;
        if (isLater)
            headers[EventMetadata.DecidedAtHeader] = decidedAt!.Value;
        return JsonSerializer.SerializeToUtf8Bytes(headers);
    }

    /// <summary>How many bytes its events take.</summary>
    public int Bytes { get; }

    /// <summary>The response kept with it under its caller's key; null where there is none.</summary>
    public IIdempotentOperation? Response { get; }

    /// <summary>Whether the store tells if it was written: by the ids of its events, or by its response.</summary>
    public bool CanBeFound => LastEvent is not null || Response is not null;

    /// <summary>The id of its last event; null where it has none.</summary>
    public Guid? LastEvent => Commit.Streams.LastOrDefault(append => append.Events.Count > 0)?.Ids[^1];

    /// <summary>Returns the conflict with what was found under the lock, or null.</summary>
    public Exception? ConflictWith(Found found)
    {
        if (Response is { } response && found.Answered.Contains((response.Caller, response.Key)))
            return new ConstraintException(IIdempotentOperation.Constraint);
        foreach (var append in Commit.Streams)
        {
            var (version, category) = found.Streams.GetValueOrDefault(append.Stream);
            if (version != append.ExpectedVersion)
                return new StreamConflictException(append.Stream, append.ExpectedVersion, version);
            if (category is not null && category != append.Category.Name)
                return new ArgumentException($"Stream {append.Stream} is a {category}, not a {append.Category.Name}.");
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
            var applied = new AppliedEvent[append.Events.Count];
            for (var i = 0; i < applied.Length; i++)
            {
                applied[i] = new AppliedEvent(++position, append.Ids[i], append.ExpectedVersion + i + 1,
                    append.Events[i], append.States[i], recordedAt);
            }
            changes.Add(new StreamChange(append.Category, append.Stream, append.Before, applied));
        }
        return new PositionedCommit(head, changes, recordedAt);
    }

    private static string WireOf(StreamAppend append, object data, EventTypes types)
    {
        var (wire, category) = types.Of(data);
        return category.Name == append.Category.Name
            ? wire
            : throw new ArgumentException($"{wire} happens to a {category.Name}, not to a {append.Category.Name}.");
    }
}
