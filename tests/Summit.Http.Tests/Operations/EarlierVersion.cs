using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;

namespace Summit.Http.Tests.Operations;

/// <summary>The database, export and answers of an earlier version; their README lists the contents.</summary>
internal static class EarlierVersion
{
    public const string Slug = "bogota-2016";

    /// <summary>The position of its last event.</summary>
    public const long Head = 116;

    /// <summary>Its Congress, exported with the people it names.</summary>
    public static string Export { get; } = File.ReadAllText(PathOf("export.ndjson"));

    /// <summary>What it answered to each path that shows a past moment.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Reads { get; } =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Unzipped("reads.json.gz"))!;

    /// <summary>An organiser's key, ids, and a command with its first answer.</summary>
    public static Known Known { get; } = JsonSerializer.Deserialize<Known>(
        File.ReadAllText(PathOf("known.json")), JsonSerializerOptions.Web)!;

    /// <summary>Where a file of it lies.</summary>
    public static string PathOf(string file) => Path.Combine(Folder(), file);

    /// <summary>Its database, as it was left.</summary>
    /// <returns>How it is reached.</returns>
    public static async Task<string> Restore(PostgresServer postgres)
    {
        var connectionString = await postgres.BareDatabase();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Unzipped("database.sql.gz"), connection);
        await command.ExecuteNonQueryAsync();
        return connectionString;
    }

    private static string Unzipped(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(PathOf(file)), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "Fixtures", "before-marten");
}

/// <param name="Key">The secret of an organiser's key.</param>
/// <param name="Ids">Ids by the names that the scenario gives them.</param>
/// <param name="Answered">A command that was answered.</param>
internal sealed record Known(string Key, IReadOnlyDictionary<string, Guid> Ids, Answered Answered);

/// <param name="Path">Where it was sent.</param>
/// <param name="Key">Its Idempotency-Key.</param>
/// <param name="Body">What was asked.</param>
/// <param name="Location">Where the answer says that the thing is.</param>
/// <param name="ETag">The entity tag of the answer.</param>
/// <param name="Answer">The body of the answer.</param>
internal sealed record Answered(string Path, string Key, string Body, string Location, string ETag, string Answer);
