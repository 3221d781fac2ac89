using System.Text.Json;
using Npgsql;
using Summit.Congress;
using Summit.Store;
using Summit.Http;

namespace Summit.WorldAssembly;

/// <summary>
/// The sealed outcome of a World Assembly, for everybody: each version stays readable, the latest is given unless
/// another is asked for. In one language only (<c>?lang=</c>) it cannot be checked against its hash.
/// </summary>
/// <param name="Congress">The Congress.</param>
/// <param name="Version">From 1; a correction is a new version.</param>
/// <param name="Hash">SHA-256 over the canonical JSON (RFC 8785) of <c>items</c>, in lower-case hexadecimal.</param>
/// <param name="SealedAt">When it was sealed.</param>
/// <param name="Items">What was adopted, by number.</param>
public sealed record OutcomeDetails(
    Guid Congress, int Version, string Hash, DateTimeOffset SealedAt, IReadOnlyList<SealedItem> Items)
{
    internal static SingleStreamProjection<Plenary, WorldAssemblyEvent> View { get; } =
        new("world_assembly.outcome", Plenary.Category, Of, Json.Options);

    /// <summary>The details of the latest outcome; null before the first.</summary>
    public static OutcomeDetails? Of(Plenary plenary) => plenary.Outcome is { } sealed_
        ? new(plenary.Congress, sealed_.Version, sealed_.Hash, sealed_.At, sealed_.Items)
        : null;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/congresses/{slug}/world-assembly/outcome", async (
            int? version, ReadRequest request, CongressRoute congress, NpgsqlDataSource database,
            CancellationToken cancel) =>
            await Find(database, Plenary.IdOf(congress.Id), version, request.AsOfPosition, cancel) is { } outcome
                ? request.Show(outcome, $"\"{outcome.Version}-{outcome.Hash}\"")
                : request.NotFound())
        .WithOperation("GetWorldAssemblyOutcome", "The sealed outcome of the World Assembly")
        .AllowAnonymous();

    private static async Task<OutcomeDetails?> Find(
        NpgsqlDataSource database, Guid assembly, int? version, long upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select row from world_assembly.outcome
             where id = $1 and from_position <= $2 and ($3::int is null or version = $3)
             order by from_position desc limit 1
            """).With(assembly, upTo, version);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? JsonSerializer.Deserialize<OutcomeDetails>(reader.GetFieldValue<byte[]>(0), Json.RowOptions)
            : null;
    }
}
