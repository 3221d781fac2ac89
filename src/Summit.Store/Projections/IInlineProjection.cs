using JasperFx.Events;

namespace Summit.Store;

/// <summary>
/// Tables that are written in the transaction of the events themselves: what must be read back at once, and what holds
/// between streams by constraints. They follow from a stream's states alone, so no row has to be read to write one.
/// </summary>
public interface IInlineProjection
{
    /// <summary>What operators call it, such as <c>programme.session_agenda</c>.</summary>
    string Name { get; }

    /// <summary>The tables it alone writes, with their schema.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>The category of streams it follows.</summary>
    Category Category { get; }

    /// <summary>Adds the statements for what happened to one stream, if it is of its category.</summary>
    void Project(StreamChange change, SqlBatch sql);
}

/// <summary>
/// A view of a stream's state with its history: each row holds from a position until the next, so that a past moment is
/// one condition away. Table columns: <c>id uuid, from_position bigint, until_position bigint, row jsonb</c>, and what
/// the context generates from the row for its filters.
/// </summary>
/// <param name="table">The table, with its schema.</param>
/// <param name="category">The category of streams.</param>
/// <param name="row">The row of a state; null where a state has none.</param>
/// <param name="json">How the row is written.</param>
public sealed class SingleStreamProjection<TState, TEvent>(
    string table,
    Category<TState, TEvent> category,
    Func<TState, object?> row,
    System.Text.Json.JsonSerializerOptions json) : IInlineProjection, ITemporalTable
    where TState : class
    where TEvent : class
{
    private readonly BulkTable rows = TemporalChanges.Rows(table);

    /// <inheritdoc/>
    public string Name => table;

    /// <inheritdoc/>
    public string Table => table;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tables => [table];

    /// <inheritdoc/>
    public Category Category => category;

    /// <inheritdoc/>
    public void Project(StreamChange change, SqlBatch sql)
    {
        if (change.Category != category)
            return;
        var shown = Row(change.Before);
        // Since when it is shown; null where that row is in the table already.
        long? since = null;
        foreach (var applied in change.Events)
        {
            var next = Row(applied.State);
            if (Bytes.Same(shown, next))
                continue;
            if (shown is not null && since is null)
                sql.EndRow(rows, key: change.Stream, change.Stream, applied.Position);
            else if (shown is not null)
                sql.BeginRow(rows, key: change.Stream, change.Stream, since, applied.Position, shown);
            (shown, since) = (next, applied.Position);
        }
        if (shown is not null && since is not null)
            sql.BeginRow(rows, key: change.Stream, change.Stream, since, null, shown);
    }

    /// <inheritdoc/>
    public Func<IEvent, IEnumerable<(Guid Id, byte[]? Row)>> Rebuild()
    {
        var states = new Dictionary<Guid, object>();
        return happened =>
        {
            var before = states.GetValueOrDefault(happened.StreamId);
            var state = states[happened.StreamId] = category.Fold(before, happened.Data);
            return [(happened.StreamId, Row(state))];
        };
    }

    private byte[]? Row(object? state) =>
        state is TState known && row(known) is { } shown
            ? System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(shown, shown.GetType(), json)
            : null;
}
