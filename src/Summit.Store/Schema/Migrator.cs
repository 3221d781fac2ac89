using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using JasperFx;
using Marten;
using Npgsql;

namespace Summit.Store;

/// <summary>Tables that a library owns and brings up to date itself.</summary>
/// <param name="Name">The library and its version.</param>
/// <param name="Build">Differs where the tables may: each build is run once.</param>
/// <param name="Migrate">Brings them up to date.</param>
public sealed record OwnedTables(string Name, string Build, Func<Task> Migrate);

/// <summary>
/// Brings a database up to date: Marten's own tables by Marten, and around them the numbered SQL files embedded in
/// assemblies, each run once. Two services that start together wait for each other. A file that was changed after it
/// had run is refused.
/// </summary>
public sealed class Migrator(NpgsqlDataSource database, Lazy<IDocumentStore> marten)
{
    private const long MigrationLock = GroupCommit.AppendLock + 1;

    // What has to be done before Marten looks at the tables of an earlier version.
    private const string BeforeMarten = "Store/019_event_tables_to_marten.sql";

    /// <summary>Runs what has not run yet.</summary>
    /// <param name="assemblies">After the store's own files, in this order; within an assembly by file name.</param>
    /// <param name="cancel">Ends it between two files.</param>
    /// <param name="others">Tables of other libraries than Marten, after all files.</param>
    /// <returns>What was run.</returns>
    /// <exception cref="InvalidOperationException">A file has changed since it ran.</exception>
    public async Task<IReadOnlyList<string>> Run(
        IEnumerable<Assembly> assemblies, CancellationToken cancel, params IEnumerable<OwnedTables> others)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // Of the session: Marten works on a connection of its own, between two transactions of this one.
        await Execute(connection, $"select pg_advisory_lock({MigrationLock})", cancel);
        try
        {
            await Execute(connection,
                """
                create schema if not exists events;
                create table if not exists events.migrations (
                    name text primary key, checksum bytea not null, run_at timestamptz not null default now());
                """, cancel);
            var scripts = assemblies.Prepend(typeof(Migrator).Assembly).SelectMany(Scripts).ToArray();
            var run = new List<string>();
            await Run(connection, scripts.Where(one => one.Name == BeforeMarten), run, cancel);
            await Run(connection, Marten, run, cancel);
            await Run(connection, scripts.Where(one => one.Name != BeforeMarten), run, cancel);
            foreach (var tables in others)
                await Run(connection, tables, run, cancel);
            if (run.Count > 0)
                await connection.ReloadTypesAsync(cancel);
            return run;
        }
        finally
        {
            await Execute(connection, $"select pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    private static async Task Run(
        NpgsqlConnection connection, IEnumerable<(string Name, string Sql)> scripts, List<string> run,
        CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var known = await Known(connection, cancel);
        foreach (var (name, sql) in scripts)
        {
            var checksum = Checksum(sql);
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
    }

    private OwnedTables Marten => new(
        $"Marten {typeof(IDocumentStore).Assembly.GetName().Version?.ToString(3)}",
        string.Join(' ', ((Type[])[typeof(IDocumentStore), typeof(MartenConfiguration)])
            .Select(type => type.Module.ModuleVersionId)),
        () => marten.Value.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate));

    // Comparing the tables with what they should be takes long: each build does it once.
    private static async Task Run(
        NpgsqlConnection connection, OwnedTables tables, List<string> run, CancellationToken cancel)
    {
        var checksum = Checksum(tables.Build);
        if ((await Known(connection, cancel)).TryGetValue(tables.Name, out var before)
            && before.AsSpan().SequenceEqual(checksum))
        {
            return;
        }
        await tables.Migrate();
        await Note(connection, tables.Name, checksum, cancel);
        run.Add(tables.Name);
    }

    private static byte[] Checksum(string sql) => SHA256.HashData(Encoding.UTF8.GetBytes(sql));

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
            """
            insert into events.migrations (name, checksum) values ($1, $2)
            on conflict (name) do update set checksum = excluded.checksum, run_at = now()
            """, connection).With(name, checksum);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
