using System.Diagnostics;
using Npgsql;

namespace Summit.EventStore;

/// <summary>
/// Writes the commits that wait, together, in one transaction, and tells each what became of it. A commit is refused
/// only as the first of a batch, hence by what is committed: if a later one is, those before it are written without it
/// first. Nobody is refused for what a neighbour only tried.
/// </summary>
internal sealed class GroupCommit
{
    // A server that restarts is back within it. Whoever will not wait so long cancels.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LossesMax = 3;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource database;
    private readonly IInlineProjection[] inline;
    private readonly TimeProvider clock;
    private readonly WakeUp appended;
    private readonly CommitQueue queue;

    // Where this process left the store last, and whether nobody else was seen to write since. Only the writer looks.
    private Tip left;
    private bool alone;

    // After a refusal rows are written commit by commit, which tells whose it was, until a whole batch has gone well.
    private bool singly;
    private bool cut;

    public GroupCommit(NpgsqlDataSource database, IInlineProjection[] inline, TimeProvider clock, WakeUp appended)
    {
        (this.database, this.inline, this.clock, this.appended) = (database, inline, clock, appended);
        queue = new CommitQueue(WriteMeasured);
    }

    /// <summary>Has a commit written.</summary>
    public Task<Committed> Append(Prepared ready, CancellationToken cancel) => queue.Enter(ready, cancel);

    private async Task WriteMeasured(IReadOnlyList<Waiting> batch)
    {
        var began = clock.GetTimestamp();
        using var activity = Measures.Activities.HasListeners()
            ? Measures.Activities.StartActivity("write batch", ActivityKind.Internal, default(ActivityContext),
                links: batch.Select(one => one.Cause).OfType<ActivityContext>().Select(cause => new ActivityLink(cause)))
            : null;
        activity?.SetTag("summit.batch.size", batch.Count);
        await Write(batch);
        Measures.BatchSize.Record(batch.Count);
        Measures.BatchDuration.Record(clock.GetElapsedTime(began).TotalSeconds);
    }

    private async Task Write(IReadOnlyList<Waiting> batch)
    {
        var began = clock.GetTimestamp();
        var attempt = new Attempt();
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync();
                if (attempt.Unknown is { } lost && (await Settle(connection, batch) || GivesUp(batch, attempt, lost)))
                    return;
                attempt.Unknown = null;
                await (alone ? WriteAsBelieved(connection, batch, attempt) : LookAndWrite(connection, batch, attempt));
                return;
            }
            catch (PostgresException moved) when (moved.SqlState == SqlStates.MovedOn)
            {
                alone = attempt.IsSent = false;
            }
            catch (Exception lost) when (Refusals.IsLostConnection(lost))
            {
                alone = false;
                attempt.Lost(lost);
                // What was sent may stand, and be seen by readers.
                appended.Set(null);
                if (clock.GetElapsedTime(began) > Patience || attempt.Unknown is not null && !batch.Any(HasEvents))
                {
                    Fail(batch, lost);
                    return;
                }
                await Task.Delay(BetweenAttempts);
            }
        }
    }

    // What loses its connection again and again may be the cause: it must not take its neighbours with it for long.
    private bool GivesUp(IReadOnlyList<Waiting> batch, Attempt attempt, Exception lost)
    {
        if (attempt.Losses < LossesMax)
            return false;
        if (batch.Count == 1)
            Fail(batch, lost);
        else
            queue.PutBack(batch, atMost: batch.Count / 2);
        return true;
    }

    private static void Fail(IReadOnlyList<Waiting> batch, Exception failure)
    {
        foreach (var one in batch)
            one.Refuse(failure);
    }

    /// <summary>One round trip: the store and its streams are believed to stand where they were left.</summary>
    private Task WriteAsBelieved(NpgsqlConnection connection, IReadOnlyList<Waiting> batch, Attempt attempt)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        AppendStatements.Expect(sql, left.Head, [.. batch.SelectMany(one => one.Ready.Commit.Streams)]);
        return WriteFrom(left, sql, batch, attempt);
    }

    /// <summary>Two round trips: with the lock in hand, looks where all stands.</summary>
    private async Task LookAndWrite(NpgsqlConnection connection, IReadOnlyList<Waiting> batch, Attempt attempt)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        var streams = batch.SelectMany(one => one.Ready.Commit.Streams).Select(append => append.Stream).ToHashSet();
        var (tip, found) = await AppendStatements.Look(sql, streams);
        alone = tip.Head == left.Head;
        left = tip;
        var fit = new List<Waiting>(batch.Count);
        foreach (var one in batch)
        {
            if (one.Ready.Refuses(found) is { } conflict)
                one.Refuse(conflict);
            else
                fit.Add(one);
        }
        if (fit.Count > 0)
            await WriteFrom(tip, new SqlBatch(connection), fit, attempt);
    }

    private async Task WriteFrom(Tip tip, SqlBatch sql, IReadOnlyList<Waiting> batch, Attempt attempt)
    {
        var recordedAt = Later(clock.GetUtcNow(), tip.RecordedAt);
        var placed = new Placed[batch.Count];
        var head = tip.Head;
        for (var n = 0; n < batch.Count; n++)
        {
            placed[n] = batch[n].Ready.At(head, recordedAt);
            head += batch[n].Ready.Wires.Length;
        }
        AppendStatements.WriteEvents(sql, [.. batch.Zip(placed, (one, at) => (one.Ready, at))]);
        for (var n = 0; n < batch.Count; n++)
        {
            try
            {
                sql.Owner = n;
                WriteRest(sql, batch[n].Ready, placed[n]);
                if (singly)
                    sql.WriteRows();
            }
            catch (Exception broken)
            {
                // Its own code: whatever stands in the store, it would break again.
                batch[n].Refuse(broken);
                queue.PutBack([.. batch.Where(one => one != batch[n])]);
                return;
            }
        }
        AppendStatements.Commit(sql, tip.Head, head);
        try
        {
            attempt.IsSent = true;
            await sql.Execute(CancellationToken.None);
        }
        catch (PostgresException refused) when (!Refusals.IsLostConnection(refused)
            && refused.SqlState != SqlStates.MovedOn)
        {
            await Refuse(batch, sql.OwnerOf(refused), refused);
            return;
        }
        (singly, cut) = (singly && cut, false);
        left = new Tip(head, head == tip.Head ? tip.RecordedAt : recordedAt);
        for (var n = 0; n < batch.Count; n++)
            batch[n].Done.TrySetResult(new Committed(placed[n].After, recordedAt));
        appended.Set(batch.SelectMany(one => one.Ready.Wires).ToHashSet());
    }

    private void WriteRest(SqlBatch sql, Prepared ready, Placed placed)
    {
        foreach (var projection in inline)
            foreach (var change in placed.Changes)
                projection.Project(change, sql);
        foreach (var effect in ready.Commit.Effects)
            effect.Write(sql, placed);
    }

    private async Task Refuse(IReadOnlyList<Waiting> batch, int owner, PostgresException refused)
    {
        if (batch.Count == 1 || owner == 0)
        {
            batch[0].Refuse(await Refusals.Meaning(refused, batch[0].Ready.Commit, database));
            queue.PutBack([.. batch.Skip(1)]);
        }
        else if (owner == SqlBatch.Nobody && !singly)
        {
            queue.PutBack(batch);
        }
        else
        {
            // What is refused only at the end is nobody's: the halves tell.
            queue.PutBack(batch, atMost: owner == SqlBatch.Nobody ? batch.Count / 2 : owner);
            cut = true;
        }
        singly = true;
    }

    /// <summary>
    /// Finds out what became of a batch whose connection was lost while it was written. With the lock in hand its
    /// transaction has ended; should it reach the server only now, it finds the store moved on.
    /// </summary>
    /// <returns>Whether it stands.</returns>
    private static async Task<bool> Settle(NpgsqlConnection connection, IReadOnlyList<Waiting> batch)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        var standing = await AppendStatements.Find(
            sql, [.. batch.Where(HasEvents).Select(one => one.Ready.LastEvent)]);
        if (standing.Count == 0)
            return false;
        foreach (var one in batch)
        {
            one.Done.TrySetResult(HasEvents(one)
                ? standing[one.Ready.LastEvent]
                : standing.Values.MaxBy(committed => committed.Position));
        }
        return true;
    }

    // Node clocks differ: recording times rise with positions all the same, or a past moment would have two positions.
    // PostgreSQL keeps microseconds: anything finer would be read back as another moment than was told.
    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last)
    {
        var kept = now.ToUniversalTime();
        kept = kept.AddTicks(-(kept.Ticks % TimeSpan.TicksPerMicrosecond));
        return kept > last ? kept : last;
    }

    private static bool HasEvents(Waiting one) => one.Ready.Wires.Length > 0;

    /// <summary>What is known of the writing of a batch.</summary>
    private sealed class Attempt
    {
        /// <summary>It was sent, and no answer has come.</summary>
        public bool IsSent { get; set; }

        /// <summary>What kept its answer: all of it may stand, or nothing. Null where it is certain.</summary>
        public Exception? Unknown { get; set; }

        /// <summary>How often it was sent and no answer came.</summary>
        public int Losses { get; private set; }

        /// <summary>A connection was lost.</summary>
        public void Lost(Exception failure)
        {
            if (!IsSent)
                return;
            (IsSent, Unknown) = (false, failure);
            Losses++;
        }
    }
}

/// <summary>The end of the store.</summary>
internal readonly record struct Tip(long Head, DateTimeOffset RecordedAt);
