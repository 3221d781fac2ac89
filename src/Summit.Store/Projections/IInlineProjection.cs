using System.Text.Json;

namespace Summit.Store;

/// <summary>
/// A table that is written in the transaction of the events: for views that a client reads right after its command, and
/// for constraints between streams. Its rows follow from a stream's states alone, so a write reads no row.
/// </summary>
public interface IInlineProjection
{
    /// <summary>The table it alone writes, with its schema: what operators call it.</summary>
    string Name { get; }

    /// <summary>The categories of streams it follows.</summary>
    IReadOnlyCollection<Category> Categories { get; }

    /// <summary>Adds the statements for what happened to one stream of its categories.</summary>
    void Project(StreamChange change, SqlBatch sql);

    /// <summary>
    /// Adds the statements for what one commit did to streams of its category: of each by itself, but where what one
    /// frees another takes.
    /// </summary>
    void Project(IReadOnlyList<StreamChange> changes, SqlBatch sql)
    {
        foreach (var change in changes)
            Project(change, sql);
    }
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
    string table, Category<TState, TEvent> category, Func<TState, object?> row, JsonSerializerOptions json)
    : IInlineProjection
    where TState : class
    where TEvent : class
{
    private readonly TemporalTable rows = new(table);

    /// <inheritdoc/>
    public string Name => table;

    /// <inheritdoc/>
    public IReadOnlyCollection<Category> Categories { get; } = [category];

    /// <inheritdoc/>
    public void Project(StreamChange change, SqlBatch sql) =>
        rows.Write(sql, change.Stream, Row(change.Before), change.Events.Select(e => (e.Position, Row(e.State))));

    private byte[]? Row(object? state) => state is TState known && row(known) is { } shown
        ? JsonSerializer.SerializeToUtf8Bytes(shown, shown.GetType(), json)
        : null;
}
