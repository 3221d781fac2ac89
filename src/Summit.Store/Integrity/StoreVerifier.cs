using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Verifies a whole store without blocking, on one snapshot, and its hash chain: what appends promise and what readers
/// rely on. For operators after a restore, a migration or a doubt; it reads every event.
/// </summary>
public sealed class StoreVerifier(NpgsqlDataSource database, EventTypes types, HashChain chain)
{
    private const int UnreadableMax = 10;

    // Each yields the first finding in words, or no row.
    private static readonly string[] Promises =
    [
        """
        select case when seq_id - before <> 1 then format('Position %s follows %s.', seq_id, before)
               else format('Position %s was recorded at %s, earlier than the one before it.', seq_id, timestamp) end
          from (select seq_id, timestamp, lag(seq_id, 1, 0::bigint) over positions as before,
                       lag(timestamp) over positions as earlier
                  from events.mt_events window positions as (order by seq_id)) e
         where seq_id - before <> 1 or timestamp < earlier order by seq_id limit 1
        """,
        """
        select format('Stream %s has version %s at position %s, where %s is due.', stream_id, version, seq_id, due)
          from (select seq_id, stream_id, version, row_number() over (partition by stream_id order by seq_id) as due
                  from events.mt_events) e
         where version <> due order by seq_id limit 1
        """,
        """
        select format('Stream %s says it is at version %s and has events up to %s.',
                      coalesce(s.id, e.id), coalesce(s.version::text, 'none'), coalesce(e.version, 0))
          from events.mt_streams s
          full join (select stream_id as id, max(version) as version from events.mt_events group by stream_id) e
            on e.id = s.id
         where s.version is distinct from coalesce(e.version, 0) order by 1 limit 1
        """,
        """
        select format('The sequence is at %s, below position %s.', s.last_value, e.head)
          from events.mt_events_sequence s, (select max(seq_id) as head from events.mt_events) e
         where case when s.is_called then s.last_value else s.last_value - 1 end < e.head
        """,
        """
        select format('Subscription %s is at %s, beyond the last position %s.', p.name, p.position, e.head)
          from events.checkpoints p, (select coalesce(max(seq_id), 0) as head from events.mt_events) e
         where p.position > e.head order by p.name limit 1
        """,
        """
        select format('Message %s to %s carries no event at position %s of stream %s.',
                      o.id, o.destination, o.position, o.stream_id)
          from events.outbox o left join events.mt_events e
            on e.id = o.id and e.seq_id = o.position and e.stream_id = o.stream_id
         where e.id is null order by o.position limit 1
        """,
    ];

    /// <summary>Checks all promises on one snapshot.</summary>
    /// <returns>
    /// The first place at which each promise is broken, the first few events that cannot be read, in words; nothing
    /// where all is well.
    /// </returns>
    public async Task<IReadOnlyList<string>> Run(CancellationToken cancel)
    {
        var findings = new List<string?>();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        foreach (var promise in Promises)
        {
            await using var command = new NpgsqlCommand(promise, connection) { CommandTimeout = 0 };
            findings.Add(await command.ExecuteScalarAsync(cancel) as string);
        }
        findings.AddRange(await Unreadable(connection).Take(UnreadableMax).ToListAsync(cancel));
        findings.Add(await chain.Compare(cancel));
        return [.. findings.OfType<string>()];
    }

    private async IAsyncEnumerable<string> Unreadable(
        NpgsqlConnection connection, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var command = new NpgsqlCommand(
            """
            select e.seq_id, e.type, e.data, (select s.type from events.mt_streams s where s.id = e.stream_id)
              from events.mt_events e order by seq_id
            """, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (Wrong(reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetValue(3) as string) is { } wrong)
                yield return $"Position {reader.GetInt64(0)} {wrong}";
        }
    }

    private string? Wrong(string type, byte[] data, string? category)
    {
        try
        {
            var (wire, of) = types.Of(types.Read(type, data));
            return of.Name == category ? null : $"holds a {wire} in a stream of category {category ?? "none"}.";
        }
        catch (InvalidDataException broken)
        {
            return $"cannot be read: {broken.Message}";
        }
    }
}
