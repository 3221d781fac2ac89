using System.Globalization;
using Npgsql;

namespace Summit.Faults;

/// <summary>What keeps the store right, and can be switched off to see that the harness notices.</summary>
internal enum Safeguard
{
    /// <summary>The advisory lock that all appends take.</summary>
    Lock,

    /// <summary>A reader moves its progress only from where it believes it stands.</summary>
    CompareAndSet,

    /// <summary>The answer is kept with what the command wrote.</summary>
    IdempotencyRow,

    /// <summary>
    /// None: readers only take as long over their progress as they do without <see cref="CompareAndSet"/>.
    /// </summary>
    Haste,
}

/// <summary>Switches a safeguard off in the database that is tested; the product has no switch for it.</summary>
internal static class Sabotage
{
    /// <summary>Names that the product writes without their schema are found here first.</summary>
    public const string SearchPath = "faults, pg_catalog, public";

    // Whoever is frozen is so in the midst of it: a moment in which only the safeguard counts.
    private const string Dawdle =
        """
        alter function events.move_progress rename to move_progress_at_once;
        create function events.move_progress(reader varchar, seen bigint, reached bigint) returns void
        language plpgsql as $$
        begin
            perform events.move_progress_at_once(reader, seen, reached);
            perform pg_sleep(0.2);
        end $$;

        """;

    /// <summary>Switches one off; nothing where there is none to switch off.</summary>
    public static async Task Do(Safeguard? without, NpgsqlConnection connection)
    {
        var sql = without switch
        {
            null => null,
            Safeguard.Lock =>
                """
                create function faults.pg_advisory_xact_lock(bigint) returns void language sql as 'select'
                """,
            Safeguard.CompareAndSet => Dawdle +
                """
                create or replace function events.move_progress_at_once(reader varchar, seen bigint, reached bigint)
                returns void language plpgsql as $$
                begin
                    insert into events.mt_event_progression (name, last_seq_id) values (reader, 0)
                        on conflict (name) do nothing;
                    update events.mt_event_progression set last_seq_id = reached where name = reader;
                end $$
                """,
            Safeguard.IdempotencyRow =>
                """
                create function faults.swallow() returns trigger language plpgsql as 'begin return null; end';
                create trigger swallow before insert on events.answers
                    for each row execute function faults.swallow();
                """,
            Safeguard.Haste => Dawdle,
            _ => throw new ArgumentOutOfRangeException(
                nameof(without), string.Create(CultureInfo.InvariantCulture, $"{without}")),
        };
        if (sql is null)
            return;
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
