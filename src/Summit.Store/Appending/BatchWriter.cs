using Npgsql;

namespace Summit.Store;

/// <summary>
/// Writes a batch of commits on a connection, and puts those back in line that have to be tried again. One batch is
/// written at a time.
/// </summary>
internal sealed class BatchWriter(
    NpgsqlDataSource database, IInlineProjection[] inline, TimeProvider clock, AppendSignal appended, CommitQueue queue)
{
    // Where this process left the store last, and whether nobody else was seen to write since.
    private StoreHead left;
    private bool alone;

    // After a refusal rows are written commit by commit, which tells whose it was, until a whole batch has gone well.
    private bool singly;
    private bool cut;

    /// <summary>Writes a batch.</summary>
    /// <returns>Whether it stands; otherwise its transaction may be open still, with the lock.</returns>
    public Task<bool> Write(NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch, Attempt attempt) =>
        alone ? WriteAsBelieved(connection, batch, attempt) : LookAndWrite(connection, batch, attempt);

    /// <summary>The store may stand elsewhere than it was left.</summary>
    public void Doubt() => alone = false;

    /// <summary>One round trip: the store and its streams are believed to stand where they were left.</summary>
    private Task<bool> WriteAsBelieved(NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch, Attempt attempt)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        AppendStatements.Expect(sql, left.Head, [.. batch.SelectMany(one => one.Ready.Commit.Streams)]);
        return WriteFrom(left, sql, batch, attempt);
    }

    /// <summary>Two round trips: with the lock in hand, looks where all stands.</summary>
    private async Task<bool> LookAndWrite(
        NpgsqlConnection connection, IReadOnlyList<PendingCommit> batch, Attempt attempt)
    {
        var sql = new SqlBatch(connection);
        AppendStatements.Lock(sql);
        var streams = batch.SelectMany(one => one.Ready.Commit.Streams).Select(append => append.Stream).ToHashSet();
        var (tip, found) = await AppendStatements.Look(sql, streams);
        alone = tip.Head == left.Head;
        left = tip;
        var fit = new List<PendingCommit>(batch.Count);
        foreach (var one in batch)
        {
            if (one.Ready.Refuses(found) is { } conflict)
                one.Refuse(conflict);
            else
                fit.Add(one);
        }
        return fit.Count > 0 && await WriteFrom(tip, new SqlBatch(connection), fit, attempt);
    }

    private async Task<bool> WriteFrom(StoreHead tip, SqlBatch sql, IReadOnlyList<PendingCommit> batch, Attempt attempt)
    {
        var recordedAt = Later(clock.GetUtcNow(), tip.RecordedAt);
        var placed = new PositionedCommit[batch.Count];
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
                AppendStatements.WriteRest(sql, inline, batch[n].Ready, placed[n]);
                if (singly)
                    sql.WriteRows();
            }
            catch (Exception broken)
            {
                // Its own code: whatever stands in the store, it would break again.
                batch[n].Refuse(broken);
                queue.PutBack([.. batch.Where(one => one != batch[n])]);
                return false;
            }
        }
        var types = batch.SelectMany(one => one.Ready.Wires).ToHashSet();
        AppendStatements.Commit(sql, tip.Head, head, types);
        try
        {
            attempt.IsSent = true;
            await sql.Execute(CancellationToken.None);
        }
        catch (PostgresException refused) when (!PostgresErrors.IsLostConnection(refused)
            && refused.SqlState != StoreSqlStates.MovedOn)
        {
            await Refuse(batch, sql.OwnerOf(refused), refused);
            return false;
        }
        (singly, cut) = (singly && cut, false);
        left = new StoreHead(head, head == tip.Head ? tip.RecordedAt : recordedAt);
        for (var n = 0; n < batch.Count; n++)
            batch[n].Done.TrySetResult(new Committed(placed[n].After, recordedAt));
        appended.Set(types);
        return true;
    }

    private async Task Refuse(IReadOnlyList<PendingCommit> batch, int owner, PostgresException refused)
    {
        if (batch.Count == 1 || owner == 0)
        {
            batch[0].Refuse(await PostgresErrors.Meaning(refused, batch[0].Ready.Commit, database));
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
    /// The time to record at. Node clocks differ: recording times rise with positions all the same, or a past moment
    /// would have two positions. PostgreSQL keeps microseconds: anything finer would be read back as another moment.
    /// </summary>
    internal static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset last)
    {
        var kept = now.ToUniversalTime();
        kept = kept.AddTicks(-(kept.Ticks % TimeSpan.TicksPerMicrosecond));
        return kept > last ? kept : last;
    }
}

/// <summary>The end of the store.</summary>
internal readonly record struct StoreHead(long Head, DateTimeOffset RecordedAt);
