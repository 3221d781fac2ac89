using System.Globalization;
using Npgsql;

namespace Summit.Faults;

/// <summary>A safeguard of the store that can be switched off, to see that the harness notices.</summary>
internal enum Safeguard
{
    /// <summary>The advisory lock of all appends, and the trigger that checks it.</summary>
    Lock,

    /// <summary>The lock, and the constraints on versions and positions.</summary>
    Version,

    /// <summary>A subscription moves its checkpoint only from where it believes it is.</summary>
    Checkpoint,

    /// <summary>The response is stored in the transaction of its command.</summary>
    IdempotencyRow,

    /// <summary>
    /// None: subscriptions only take as long over their checkpoint as they do without <see cref="Checkpoint"/>.
    /// </summary>
    Haste,
}

/// <summary>Switches a safeguard off in the tested database; the product has no switch for it.</summary>
internal static class Sabotage
{
    /// <summary>Unqualified names of the product resolve here first.</summary>
    public const string SearchPath = "faults, pg_catalog, public";

    // Slows each write down, so that another node writes meanwhile.
    private const string Unlock =
        """
        create function faults.pg_advisory_xact_lock(bigint) returns void language sql as 'select';
        create or replace function events.keep_order() returns trigger language plpgsql as $$
        begin
            perform setval('events.mt_events_sequence', greatest((select max(seq_id) from written), last_value))
               from events.mt_events_sequence;
            perform pg_sleep(0.05);
            return null;
        end $$;

        """;

    // A frozen node is likely to freeze within this pause, where only the safeguard helps.
    private const string Dawdle =
        """
        alter procedure events.move_checkpoint rename to move_checkpoint_at_once;
        create procedure events.move_checkpoint(subscription text, seen bigint, reached bigint)
        language plpgsql as $$
        begin
            call events.move_checkpoint_at_once(subscription, seen, reached);
            perform pg_sleep(0.2);
        end $$;

        """;

    /// <summary>Switches one off; does nothing if there is none.</summary>
    public static async Task Do(Safeguard? without, NpgsqlConnection connection)
    {
        var sql = without switch
        {
            null => null,
            Safeguard.Lock => Unlock,
            Safeguard.Version => Unlock +
                """
                alter table events.mt_events drop constraint pkey_mt_events_seq_id cascade;
                drop index events.pk_mt_events_stream_and_version
                """,
            Safeguard.Checkpoint => Dawdle +
                """
                create or replace procedure events.move_checkpoint_at_once(
                    subscription text, seen bigint, reached bigint) language plpgsql as $$
                begin
                    insert into events.checkpoints (name, position) values (subscription, 0)
                        on conflict (name) do nothing;
                    update events.checkpoints
                       set position = reached, event_id = (select id from events.mt_events where seq_id = reached)
                     where name = subscription;
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
