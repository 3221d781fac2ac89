using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;
using Summit.Register;
using Summit.Store;

namespace Summit.Access;

/// <summary>
/// The keys of the service. A node remembers a key that it looked up for 5 seconds: the node that revokes a key refuses
/// it immediately, other nodes within that time.
/// </summary>
public sealed class Keys(NpgsqlDataSource database, TimeProvider clock) : ICongressPeople
{
    /// <summary>How long a node remembers a key that it looked up.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan UseNotedEvery = TimeSpan.FromMinutes(1);

    private const int RememberedMax = 10_000;

    private const string Columns =
        """
        id, label, role, congress, track, organisation, person, created_at, expires_at, revoked_at, last_used_at, hash
        """;

    // Actor.Covers, in SQL; whose key ends earlier may still take away one that ends later.
    private const string Covered =
        """
        ($1::uuid is null or congress = $1) and ($2::text is null or track = $2)
            and ($3::uuid is null or organisation = $3) and ($4::uuid is null or person = $4)
        """;

    private readonly ConcurrentDictionary<Guid, (ApiKey Key, byte[] Hash, long At)> remembered = new();

    /// <summary>Revokes a key, from now on.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="by">Who revokes it; null for the operator.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <returns>The key; null where there is none, or none that the caller covers (AC8).</returns>
    public async Task<ApiKey?> Revoke(Guid id, Actor? by, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            update access.keys set revoked_at = coalesce(revoked_at, $6) where id = $5 and {Covered}
            returning {Columns}
            """).With(by?.Congress, Word(by?.Track), by?.Organisation, by?.Person, id, clock.GetUtcNow());
        var revoked = (await Read(command, cancel)).SingleOrDefault();
        remembered.TryRemove(id, out _);
        return revoked.Key;
    }

    /// <summary>
    /// Gives a key of a known id a new secret, making it if there is none: for keys that the operator's own machine
    /// holds, never for keys handed to others.
    /// </summary>
    /// <returns>The secret.</returns>
    /// <exception cref="ArgumentException">It lacks its holder, or what would limit it does not exist.</exception>
    public async Task<string> Renew(ApiKey key, CancellationToken cancel)
    {
        if (ApiKey.WithoutHolder(key.Role, key.Organisation, key.Person) is { } refusal)
            throw new ArgumentException(refusal.Rule.En);
        var token = KeyToken.New(key.Id);
        await using var command = database.CreateCommand(
            """
            insert into access.keys
                (id, label, role, congress, track, organisation, person, created_at, expires_at, hash)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            on conflict (id) do update set hash = excluded.hash, expires_at = excluded.expires_at, revoked_at = null
            """).With(key.Id, key.Label, EnumNames.Of(key.Role), key.Congress, Word(key.Track),
            key.Organisation, key.Person, key.CreatedAt, key.ExpiresAt, KeyToken.Hash(token));
        try
        {
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw new ArgumentException(AccessRules.NoSuchScope.En, refused);
        }
        remembered.TryRemove(key.Id, out _);
        return token;
    }

    /// <summary>The keys that a caller covers (AC8), oldest first, without their secrets.</summary>
    public async Task<IReadOnlyList<ApiKey>> List(Actor by, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from access.keys where {Covered} order by id")
            .With(by.Congress, Word(by.Track), by.Organisation, by.Person);
        return [.. (await Read(command, cancel)).Select(found => found.Key)];
    }

    /// <summary>Those who hold a key of the Congress.</summary>
    public async Task<IReadOnlyCollection<Guid>> Of(Guid congress, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select coalesce(array_agg(person), '{}') from access.keys where congress = $1 and person is not null"
            + " and revoked_at is null and (expires_at is null or expires_at > $2)").With(congress, clock.GetUtcNow());
        return (Guid[])(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The valid key behind a token; null where there is none.</summary>
    public async Task<ApiKey?> Find(string token, CancellationToken cancel)
    {
        if (!KeyToken.TryParse(token, out var id))
            return null;
        var now = clock.GetTimestamp();
        if (!remembered.TryGetValue(id, out var found) || clock.GetElapsedTime(found.At, now) > RememberedFor)
        {
            await using var command = database.CreateCommand($"select {Columns} from access.keys where id = $1")
                .With(id);
            var row = (await Read(command, cancel)).SingleOrDefault();
            if (row.Key is null)
                return null;
            if (remembered.Count >= RememberedMax)
                remembered.Clear();
            found = remembered[id] = (row.Key, row.Hash, now);
        }
        if (!CryptographicOperations.FixedTimeEquals(found.Hash, KeyToken.Hash(token))
            || !found.Key.IsValid(clock.GetUtcNow()))
            return null;
        await NoteUse(found.Key, cancel);
        return found.Key;
    }

    internal static string? Word(Track? track) => track is { } one ? EnumNames.Of(one) : null;

    // To the minute: one write a request would cost more than the exact time is worth.
    private async Task NoteUse(ApiKey key, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (key.LastUsedAt is { } last && now - last < UseNotedEvery)
            return;
        await using var command = database.CreateCommand("update access.keys set last_used_at = $2 where id = $1")
            .With(key.Id, now);
        await command.ExecuteNonQueryAsync(cancel);
        if (remembered.TryGetValue(key.Id, out var found))
            remembered[key.Id] = found with { Key = found.Key with { LastUsedAt = now } };
    }

    private static async Task<List<(ApiKey Key, byte[] Hash)>> Read(NpgsqlCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var keys = new List<(ApiKey, byte[])>();
        while (await reader.ReadAsync(cancel))
        {
            keys.Add((new ApiKey(
                reader.GetGuid(0), reader.GetString(1), EnumNames.Parse<Role>(reader.GetString(2)),
                Id(3), reader.IsDBNull(4) ? null : EnumNames.Parse<Track>(reader.GetString(4)), Id(5), Id(6),
                reader.GetFieldValue<DateTimeOffset>(7), Moment(8), Moment(9), Moment(10)),
                reader.GetFieldValue<byte[]>(11)));
        }
        return keys;

        Guid? Id(int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

        DateTimeOffset? Moment(int column) =>
            reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }
}

/// <summary>A new key's row: of its secret only the hash.</summary>
internal sealed record KeyIssued(ApiKey Key, string Token) : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.Add(
        """
        insert into access.keys
            (id, label, role, congress, track, organisation, person, created_at, expires_at, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """,
        Key.Id, Key.Label, EnumNames.Of(Key.Role), Key.Congress, Keys.Word(Key.Track),
        Key.Organisation, Key.Person, Key.CreatedAt, Key.ExpiresAt, KeyToken.Hash(Token));
}
