using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Http;

/// <summary>
/// What an attempt at a command leads to: streams to append to and what is then answered, or a problem.
/// </summary>
/// <param name="Appends">What is appended; nothing where all is already so.</param>
/// <param name="Shown">The thing as it then stands.</param>
/// <param name="Version">The version of its stream: its ETag; null where the thing has no stream.</param>
/// <param name="Location">Where it is found, where it is new.</param>
public sealed record CommandResult(
    IReadOnlyList<StreamAppend> Appends, object? Shown, long? Version, string? Location = null)
{
    /// <summary>Rows of the same transaction.</summary>
    public IReadOnlyList<IStorageOperation> Operations { get; init; } = [];

    /// <summary>What is kept to answer the same key again, where it must not be all that is shown now.</summary>
    public object? Kept { get; init; }

    /// <summary>What is answered instead.</summary>
    public Problem? Problem { get; private init; }

    /// <summary>A problem.</summary>
    public static CommandResult Of(Problem problem) => new([], null, null) { Problem = problem };

    internal IdempotentResponse Answer(string caller, string? key, byte[] fingerprint, object? shown)
    {
        var headers = new Dictionary<string, string>();
        if (Version is { } version)
            headers["ETag"] = ETag.Of(version);
        if (Location is not null)
            headers["Location"] = Location;
        return new IdempotentResponse(caller, key ?? "", fingerprint,
            Location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created,
            JsonSerializer.Serialize(headers), JsonSerializer.SerializeToUtf8Bytes(shown, Json.Options));
    }
}

/// <summary>An answer, given now or once before.</summary>
public sealed record StoredResponseResult(IdempotentResponse Answer) : IResult
{
    /// <summary>
    /// Header with the position a command reached: ask a list with <c>?position=</c> for what stood then.
    /// </summary>
    public const string PositionHeader = "Summit-Position";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.StatusCode = Answer.Status;
        http.Response.ContentType = "application/json; charset=utf-8";
        foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(Answer.Headers)!)
            http.Response.Headers[name] = value;
        if (Answer.Position > 0)
            http.Response.Headers[PositionHeader] = Answer.Position.ToString(CultureInfo.InvariantCulture);
        http.Response.ContentLength = Answer.Body.Length;
        await http.Response.Body.WriteAsync(Answer.Body, http.RequestAborted);
    }
}

/// <summary>Answers given before, by caller and key: one query for all who ask at once.</summary>
public sealed class IdempotencyStore(NpgsqlDataSource database)
{
    private const int RememberedBytesMax = 4 * 1024 * 1024;

    // Answers never change. One that was asked for again costs no place in the line when it is asked for once more.
    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = RememberedBytesMax });

    private readonly DataLoader<(string Caller, string Key), IdempotentResponse> given =
        new(keys => Find(database, keys));

    /// <summary>The answer given under this key; null where none was.</summary>
    public async Task<IdempotentResponse?> Find(string caller, string key, CancellationToken cancel)
    {
        var found = (await given.Find([(caller, key)], cancel)).GetValueOrDefault((caller, key));
        if (found is not null)
            remembered.Set((caller, key), found, new MemoryCacheEntryOptions { Size = found.Body.Length });
        return found;
    }

    /// <summary>The answer given under this key, where it was looked up lately.</summary>
    public IdempotentResponse? Remembered(string caller, string key) =>
        remembered.Get<IdempotentResponse>((caller, key));

    private static async Task<IReadOnlyDictionary<(string, string), IdempotentResponse>> Find(
        NpgsqlDataSource database, IReadOnlyCollection<(string Caller, string Key)> keys)
    {
        await using var command = database.CreateCommand(
            """
            select given.caller, given.key, answered.fingerprint, answered.status, answered.headers, answered.body,
                   answered.position
              from unnest((select $1::text[]), (select $2::text[])) as given (caller, key)
             cross join lateral (
                select * from events.answers a where a.caller = given.caller and a.key = given.key limit 1) answered
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(one => one.Caller).ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = keys.Select(one => one.Key).ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var found = new Dictionary<(string, string), IdempotentResponse>();
        while (await reader.ReadAsync())
        {
            var (caller, key) = (reader.GetString(0), reader.GetString(1));
            found.Add((caller, key), new IdempotentResponse(caller, key, reader.GetFieldValue<byte[]>(2),
                reader.GetInt32(3), reader.GetString(4), reader.GetFieldValue<byte[]>(5))
            {
                Position = reader.GetInt64(6),
            });
        }
        return found;
    }
}

/// <summary>A stream's version as an entity tag.</summary>
public static class ETag
{
    /// <summary>The tag of a version.</summary>
    public static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version of a strong tag; false where it is none of ours.</summary>
    public static bool TryParse(string tag, out long version)
    {
        version = 0;
        return tag is ['"', .. var digits, '"']
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
