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
    /// <inheritdoc/>
    public string Table { get; } = table;

    /// <summary>The rows that an event changes, by their keys.</summary>
    public abstract IEnumerable<Guid> Keys(IEvent happened);

    /// <summary>The row after an event; null where there is none.</summary>
    public abstract TRow? Apply(Guid key, TRow? row, IEvent happened);

    /// <inheritdoc/>
    public sealed override async Task Take(EventPage page, long seen, CancellationToken cancel)
    {
        var changes = page.Events.SelectMany(e => Keys(e).Distinct(), (e, key) => (e, key)).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancel);
        try
        {
            var sql = new SqlBatch(connection);
            sql.Add("begin isolation level read committed read write");
            // First: the owner of the checkpoint owns the rows. A slower instance waits here, finds it moved, and has
            // read and touched nothing; a rebuild is never met halfway.
            new Checkpoint(Table, seen, page.Reached).Write(sql, default);
            if (changes.Length > 0)
            {
                sql.Add($"select {ConnectionTuning.IndexLookupsOnly}");
                sql.Add(
                    $"""
                    select given.id, present.row
                      from unnest($1) as given (id) cross join lateral ({TemporalChanges.Present(Table)}) present
                    """,
                    changes.Select(change => change.key).Distinct().ToArray());
                var rows = await Current(sql, cancel);
                sql = new SqlBatch(connection);
                Fold(changes, rows).Write(sql, Table);
            }
            sql.Add("commit");
            await sql.Execute(cancel);
        }
        catch (PostgresException moved) when (moved.SqlState == StoreSqlStates.CheckpointMoved)
        {
            throw new CheckpointMovedException(moved);
        }
    }

    /// <inheritdoc/>
    public Func<IEvent, IEnumerable<(Guid Id, byte[]? Row)>> Rebuild()
    {
        var rows = new Dictionary<Guid, TRow?>();
        return happened => Keys(happened).Distinct().Select(key =>
        {
            var after = rows[key] = Apply(key, rows.GetValueOrDefault(key), happened);
            return (key, Shown(after));
        });
    }

    private TemporalChanges Fold((IEvent, Guid)[] changes, Dictionary<Guid, TRow?> rows)
    {
        var changed = new TemporalChanges();
        // Since when a row is shown that is not in the table yet.
        var begun = new Dictionary<Guid, (long From, byte[] Row)>();
        foreach (var (happened, key) in changes)
        {
            var before = rows.GetValueOrDefault(key);
            var after = Apply(key, before, happened);
            var shown = Shown(after);
            rows[key] = after;
            // As written, not as compared in memory: lists that hold the same are the same row.
            if (Bytes.Same(Shown(before), shown))
                continue;
            if (begun.Remove(key, out var ended))
                changed.Begin(key, ended.From, happened.Sequence, ended.Row);
            else if (before is not null)
                changed.End(key, happened.Sequence);
            if (shown is not null)
                begun[key] = (happened.Sequence, shown);
        }
        foreach (var (key, (from, row)) in begun)
            changed.Begin(key, from, null, row);
        return changed;
    }

    private byte[]? Shown(TRow? row) => row is null ? null : JsonSerializer.SerializeToUtf8Bytes(row, json);

    private async Task<Dictionary<Guid, TRow?>> Current(SqlBatch sql, CancellationToken cancel)
    {
        await using var reader = await sql.Read(cancel);
        // The rows of the progress and of the settings come before.
        await reader.NextResultAsync(cancel);
        await reader.NextResultAsync(cancel);
        var rows = new Dictionary<Guid, TRow?>();
        while (await reader.ReadAsync(cancel))
            rows[reader.GetGuid(0)] = JsonSerializer.Deserialize<TRow>(reader.GetFieldValue<byte[]>(1), json);
        return rows;
    }
}

/// <summary>A view over many streams, as its subscription and its rebuild see it.</summary>
public interface IAsyncProjection : ITemporalTable
{
    /// <summary>Its name: that of its table.</summary>
    string Name { get; }

    /// <summary>The types of the events it follows.</summary>
    List<Type> IncludedEventTypes { get; }
}

/// <summary>Rows as they are written.</summary>
internal static class Bytes
{
    public static bool Same(byte[]? one, byte[]? other) =>
        one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);
}
