using Microsoft.Extensions.Caching.Memory;
using Npgsql;
using Summit.Store;

namespace Summit.Http;

/// <summary>The responses kept under their callers' keys, loaded by one query for all concurrent callers.</summary>
public sealed class IdempotencyStore(NpgsqlDataSource database)
{
    private const int RememberedBytesMax = 4 * 1024 * 1024;

    // Responses never change. One that was asked for again costs no query when it is asked for once more.
    private readonly MemoryCache remembered = new(new MemoryCacheOptions { SizeLimit = RememberedBytesMax });

    private readonly DataLoader<(string Caller, string Key), IdempotentResponse> kept =
        new(keys => Find(database, keys));

    /// <summary>Whether there is a response under a caller's key.</summary>
    public async Task<bool> Has(string caller, string key, CancellationToken cancel) =>
        (await kept.Find([(caller, key)], cancel)).Count > 0;

    /// <summary>
    /// The response to the same request, or the problem that it was another; null where there was none.
    /// </summary>
    internal async Task<IResult?> Find(CommandRequest request)
    {
        if (request.IdempotencyKey is not { } key)
            return null;
        var id = (request.By.Id, key);
        if ((await kept.Find([id], request.Aborted)).GetValueOrDefault(id) is not { } found)
            return null;
        remembered.Set(id, found, new MemoryCacheEntryOptions { Size = found.Body.Length });
        return Replay(found, request);
    }

    /// <summary>The same, where it was looked up lately.</summary>
    internal IResult? Remembered(CommandRequest request) =>
        request.IdempotencyKey is { } key && remembered.TryGetValue((request.By.Id, key), out IdempotentResponse? known)
            ? Replay(known!, request)
            : null;

    private static IResult Replay(IdempotentResponse kept, CommandRequest request) =>
        kept.Fingerprint.AsSpan().SequenceEqual(request.Fingerprint)
            ? new StoredResponseResult(kept)
            : request.Problem(Problems.KeyReused);

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
            """).With(keys.Select(one => one.Caller).ToArray(), keys.Select(one => one.Key).ToArray());
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
