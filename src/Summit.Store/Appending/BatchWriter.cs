using System.Diagnostics;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Writes a batch of commits on a connection, and puts those back in line that have to be tried again. One batch is
/// written at a time.
/// </summary>
internal sealed class BatchWriter(IInlineProjection[] inline, TimeProvider clock, CommitQueue queue)
{
    // Where this process left the store last, and whether no other node was seen to write since.
    private StoreHead left;
    private bool alone;

    // What was sent to be committed and is not answered yet; and whether rows of commits were sent, to be probed too.
    private IReadOnlyList<PendingCommit> sent = [];
    private bool rowsSent;

    /// <summary>Writes a batch.</summary>
    /// <returns>Whether nothing is open; otherwise some were put back, and the lock may be held.</returns>
    public Task<bool> Write(NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch) =>
        alone && !queue.IsCareful
            ? WriteAsBelieved(connection, batch)
            : FindAndWrite(connection, batch);

    /// <summary>
    /// The connection was lost: what was sent may be committed, now or later. The writer looks each commit up by its
    /// events, or by its response, under the lock under which it writes it again, so that a copy that arrives later
    /// finds the store moved on. A commit with neither fails as unknown.
    /// </summary>
    /// <returns>Whether rows of commits were sent: one of them may be the cause.</returns>
    public bool Lost(Exception lost)
    {
        var mayBeTheCause = rowsSent;
        foreach (var one in sent)
        {
            one.IsLost = true;
            if (!one.Commit.CanBeFound)
                one.Refuse(lost);
        }
        Doubt();
        return mayBeTheCause;
    }

    /// <summary>One round trip: the store and its streams are believed to be where they were left.</summary>
    private Task<bool> WriteAsBelieved(
        NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        AppendStatements.Expect(sql, left.Position, [.. batch.Select(one => one.Commit)]);
        return WriteFrom(left, sql, batch);
    }

    /// <summary>Two round trips, three after a refusal: finds under the lock what all was decided on.</summary>
    private async Task<bool> FindAndWrite(
        NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        var lost = batch.Where(one => one is { IsLost: true, Commit.LastEvent: not null })
            .ToDictionary(one => one.Commit.LastEvent!.Value);
        var found = await AppendStatements.Find(sql, [.. batch.Select(one => one.Commit)], [.. lost.Keys]);
        Complete([.. found.Placed.Select(placed => (lost[placed.Key], placed.Value))]);
        batch = [.. batch.Where(one => !one.Done.Task.IsCompleted)];
        var fit = Fit(batch, one => one.Commit.ConflictWith(found));
        alone = found.Head.Position == left.Position && fit.Count == batch.Count;
        left = found.Head;
        // After a refusal each commit is first tried by itself, until a whole batch has gone well.
        var wasCareful = queue.IsCareful;
        if (wasCareful && fit.Count > 0)
        {
            var refused = await Probe(connection, fit);
            fit = Fit(fit, one => refused.GetValueOrDefault(one));
        }
        if (fit.Count == 0)
        {
            var undo = new SqlBatch(connection);
            undo.Add("rollback");
            await undo.Execute(CancellationToken.None);
            return true;
        }
        if (!await WriteFrom(found.Head, new SqlBatch(connection), fit))
            return false;
        queue.IsCareful = wasCareful && fit.Count < batch.Count;
        return true;
    }

    private static List<PendingCommit> Fit(
        IReadOnlyList<PendingCommit> batch, Func<PendingCommit, Exception?> conflict)
    {
        var fit = new List<PendingCommit>(batch.Count);
        foreach (var one in batch)
        {
            if (conflict(one) is { } why)
                one.Refuse(why);
            else
                fit.Add(one);
        }
        return fit;
    }

    /// <summary>
    /// Tries each commit's rows by themselves and rolls them back, all in one round trip: a commit fails by what is
    /// committed, not by the rows of another commit of the batch.
    /// </summary>
    private async Task<Dictionary<PendingCommit, Exception>> Probe(
        NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch)
    {
        var refused = new Dictionary<PendingCommit, Exception>();
        var sql = new SqlBatch(connection) { IsUnprepared = true };
        for (var n = 0; n < batch.Count; n++)
        {
            sql.Owner = n;
            sql.Add("savepoint probe");
            try
            {
                AppendStatements.WriteRest(
                    sql, inline, batch[n].Commit.Commit, batch[n].Commit.At(left.Position, left.RecordedAt));
            }
            catch (Exception broken)
            {
                refused.Add(batch[n], broken);
            }
            sql.WriteRows();
            // Also where a statement failed: this is the one thing that such a transaction takes.
            sql.Add("rollback to savepoint probe");
        }
        rowsSent = true;
        // A failure without an owner comes again when the batch is written.
        foreach (var failure in await sql.ExecuteEach(CancellationToken.None))
            if (sql.OwnerOf(failure) is var owner and not SqlBatch.Shared)
                refused.TryAdd(batch[owner], PostgresErrors.Meaning(failure));
        rowsSent = false;
        return refused;
    }

    private async Task<bool> WriteFrom(
        StoreHead from, SqlBatch sql, IReadOnlyList<PendingCommit> batch)
    {
        var (now, recordedAt) = (clock.GetUtcNow(), from.RecordedAt);
        var placed = new PositionedCommit[batch.Count];
        var head = from.Position;
        for (var n = 0; n < batch.Count; n++)
        {
            var decidedAt = batch[n].Commit.Commit.Metadata.DecidedAt ?? now;
            recordedAt = Later(now - decidedAt < EventMetadata.LagMax ? decidedAt : now, recordedAt);
            placed[n] = batch[n].Commit.At(head, recordedAt);
            head += batch[n].Commit.Wires.Length;
        }
        AppendStatements.WriteEvents(sql, [.. batch.Zip(placed, (one, at) => (one.Commit, at))]);
        for (var n = 0; n < batch.Count; n++)
        {
            try
            {
                sql.Owner = n;
                AppendStatements.WriteRest(sql, inline, batch[n].Commit.Commit, placed[n]);
                // Rows of one commit in a statement of their own tell whose they are.
                if (queue.IsCareful)
                    sql.WriteRows();
            }
            catch (Exception broken)
            {
                // Its own code: whatever the store holds, it would break again.
                batch[n].Refuse(broken);
                queue.PutBack([.. batch.Where(one => one != batch[n])]);
                return false;
            }
        }
        AppendStatements.Commit(sql, from.Position, head);
        (sent, rowsSent) = (batch, true);
        try
        {
            await sql.Execute(CancellationToken.None);
        }
        catch (PostgresException refused) when (!PostgresErrors.IsLostConnection(refused)
            && refused.SqlState != StoreSqlStates.MovedOn)
        {
            (sent, rowsSent) = ([], false);
            Refuse(batch, sql.OwnerOf(refused), refused);
            return false;
        }
        catch (Exception failure) when (!PostgresErrors.IsLostConnection(failure))
        {
            Doubt();
            throw;
        }
        (sent, rowsSent) = ([], false);
        left = new StoreHead(head, head == from.Position ? from.RecordedAt : recordedAt);
        Complete([.. batch.Zip(placed, (one, at) => (one, new Committed(at.After, at.RecordedAt)))]);
        return true;
    }

    // The store may have moved on from where it was left.
    private void Doubt() => (alone, sent, rowsSent) = (false, [], false);

    private static void Complete(IReadOnlyList<(PendingCommit One, Committed At)> written)
    {
        foreach (var (one, at) in written)
            one.Done.TrySetResult(at);
        foreach (var operation in written.SelectMany(each => each.One.Commit.Commit.Operations))
        {
            try
            {
                operation.AfterCommit();
            }
            catch (Exception broken)
            {
                // It must not throw. If it does, every caller still gets an answer.
                Activity.Current?.AddException(broken);
            }
        }
    }

    /// <summary>
    /// Refuses a commit that is alone in its batch. Several are put back and tried with care, each by itself; where the
    /// batch fails again, the commits before the failed one go first: they do not conflict.
    /// </summary>
    private void Refuse(IReadOnlyList<PendingCommit> batch, int owner, PostgresException refused)
    {
        if (batch.Count == 1)
            batch[0].Refuse(PostgresErrors.Meaning(refused));
        else if (!queue.IsCareful)
            queue.PutBack(batch);
        else
            // A refusal at the commit itself has no owner: halving the batch finds it.
            queue.PutBack(batch, atMost: owner == SqlBatch.Shared ? batch.Count / 2 : owner);
        queue.IsCareful = true;
    }

    /// <summary>
    /// The time to record at. Node clocks differ: recording times rise with positions all the same, or a past moment
    /// would have two positions.
    /// </summary>
    internal static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last)
    {
        var kept = now.ToUniversalTime().ToMicroseconds();
        return kept > last ? kept : last;
    }
}
