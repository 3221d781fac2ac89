using Npgsql;

namespace Summit.Faults;

/// <summary>
/// The moves of each checkpoint, recorded by a trigger in the same transaction. A checkpoint only moves forward:
/// otherwise its subscription gets the same events again.
/// </summary>
internal static class Trail
{
    private const string Laid =
        """
        create schema faults;
        create table faults.steps (
            n bigint generated always as identity primary key, reader varchar not null, before bigint, after bigint);
        create function faults.step() returns trigger language plpgsql as $$
        begin
            insert into faults.steps (reader, before, after) values (new.name, old.position, new.position);
            return null;
        end $$;
        create trigger step after update of position on events.checkpoints
            for each row execute function faults.step();
        """;

    private const string WrongStep =
        """
        select format('%s went from %s to %s', reader, before, after)
          from (select reader, before, after, n from faults.steps) s where after <= before order by n
        """;

    /// <summary>Creates the trigger.</summary>
    public static async Task Lay(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Laid, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The moves that were not forward.</summary>
    public static async Task<IReadOnlyList<string>> Wrong(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(WrongStep, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var wrong = new List<string>();
        while (await reader.ReadAsync())
            wrong.Add(reader.GetString(0));
        return wrong;
    }
}
