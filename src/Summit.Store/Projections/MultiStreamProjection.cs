using System.Text.Json;
using JasperFx.Events;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// A view over many streams, written after the events by a subscription of its own: its rows and its checkpoint in one
/// transaction. A row is a pure function of the row before and an event, found by its key. Table columns as for
/// <see cref="SingleStreamProjection{TState,TEvent}"/>.
/// </summary>
public abstract class MultiStreamProjection<TRow>(
    string table, IEnumerable<Type> types, NpgsqlDataSource database, JsonSerializerOptions json)
    : EventSubscription(table, types), IAsyncProjection
    where TRow : class
{
    private readonly TemporalTable written = new(table);

    /// <summary>The rows that an event changes, by their keys.</summary>
    public abstract IEnumerable<Guid> Keys(IEvent happened);

    /// <summary>The row after an event; null where there is none.</summary>
    public abstract TRow? Apply(Guid key, TRow? row, IEvent happened);

    /// <inheritdoc/>
    public sealed override async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sql = new SqlBatch(connection);
        sql.Add("begin isolation level read committed read write");
        // First: the owner of the checkpoint owns the rows. A slower instance waits here, finds it moved, and has
        // read and touched nothing; a rebuild is never met halfway.
        new Checkpoint(Name, seen, page.Reached).Write(sql, default);
        sql.Add($"select {ConnectionTuning.IndexLookupsOnly}");
        sql = await ((IAsyncProjection)this).Project(page.Events, sql, cancel);
        sql.Add("commit");
        await sql.Execute(cancel);
    }

    async Task<SqlBatch> IAsyncProjection.Project(
        IReadOnlyList<IEvent> events, SqlBatch sql, CancellationToken cancel)
    {
        var changes = events.SelectMany(e => Keys(e).Distinct(), (e, key) => (e, key)).ToLookup(c => c.key, c => c.e);
        if (changes.Count == 0)
            return sql;
        sql.Add(
            $"""
            select given.id, present.row
              from unnest($1) as given (id) cross join lateral ({TemporalTable.Present(Name)}) present
            """, changes.Select(change => change.Key).ToArray());
        var rows = new Dictionary<Guid, TRow?>();
        await using (var reader = await sql.Read(cancel))
        {
            // The results of what the batch began with come before.
            while (reader.GetName(0) != "id")
                await reader.NextResultAsync(cancel);
            while (await reader.ReadAsync(cancel))
                rows[reader.GetGuid(0)] = JsonSerializer.Deserialize<TRow>(reader.GetFieldValue<byte[]>(1), json);
        }
        sql = sql.Next();
        foreach (var change in changes)
        {
            var row = rows.GetValueOrDefault(change.Key);
            written.Write(sql, change.Key, Shown(row),
                change.Select(e => (e.Sequence, Shown(row = Apply(change.Key, row, e)))));
        }
        // What is added from here on comes after the rows.
        sql.WriteRows();
        return sql;
    }

    private byte[]? Shown(TRow? row) => row is null ? null : JsonSerializer.SerializeToUtf8Bytes(row, json);
}

/// <summary>A view over many streams, as its rebuild sees it.</summary>
public interface IAsyncProjection
{
    /// <summary>Its name: that of its table.</summary>
    string Name { get; }

    /// <summary>The types of the events it follows.</summary>
    List<Type> IncludedEventTypes { get; }

    /// <summary>Writes what a page of events changes.</summary>
    /// <returns>The batch that is yet to be executed.</returns>
    internal Task<SqlBatch> Project(IReadOnlyList<IEvent> events, SqlBatch sql, CancellationToken cancel);
}
