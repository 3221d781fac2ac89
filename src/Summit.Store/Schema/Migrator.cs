using System.Reflection;
using System.Security.Cryptography;
using Npgsql;

namespace Summit.Store;

/// <summary>
/// Brings a database up to date: the numbered SQL files embedded in assemblies, each run once, in one transaction. Two
/// services that start together wait for each other. A file that was changed after it had run is refused.
/// </summary>
public sealed class Migrator(NpgsqlDataSource database)
{
    private const long MigrationLock = PostgresEventStore.AppendLock + 1;

    /// <summary>Runs what has not run yet.</summary>
    /// <param name="assemblies">In this order; within an assembly by file name, whatever the folder.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The files that were run.</returns>
    /// <exception cref="InvalidOperationException">A file has changed since it ran.</exception>
    public async Task<IReadOnlyList<string>> Run(IEnumerable<Assembly> assemblies, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Execute(connection, $"select pg_advisory_xact_lock({MigrationLock})", cancel);
        await Execute(connection,
            """
            create schema if not exists events;
            create table if not exists events.migrations (
                name text primary key, checksum bytea not null, run_at timestamptz not null default now());
            """, cancel);
        var known = await Known(connection, cancel);
        var run = new List<string>();
        foreach (var (name, sql) in assemblies.SelectMany(Scripts))
        {
            var checksum = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql));
            if (known.TryGetValue(name, out var before))
            {
                if (!before.AsSpan().SequenceEqual(checksum))
                    throw new InvalidOperationException($"{name} has changed since it was run on this database.");
                continue;
            }
            await Execute(connection, sql, cancel);
            await Note(connection, name, checksum, cancel);
            run.Add(name);
        }
        await transaction.CommitAsync(cancel);
        if (run.Count > 0)
            await connection.ReloadTypesAsync(cancel);
        return run;
    }

    private static IEnumerable<(string Name, string Sql)> Scripts(Assembly assembly) => assembly
        .GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
        .OrderBy(Path.GetFileName, StringComparer.Ordinal)
        .Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return (name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        });

    private static async Task<Dictionary<string, byte[]>> Known(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select name, checksum from events.migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var known = new Dictionary<string, byte[]>();
        while (await reader.ReadAsync(cancel))
            known.Add(reader.GetString(0), reader.GetFieldValue<byte[]>(1));
        return known;
    }

    private static async Task Note(
        NpgsqlConnection connection, string name, byte[] checksum, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "insert into events.migrations (name, checksum) values ($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = checksum });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
