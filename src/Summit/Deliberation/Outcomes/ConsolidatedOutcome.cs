using System.Text.Json;
using JasperFx.Events;
using Npgsql;
using Summit.Store;
using Summit.WorldAssembly;

namespace Summit.Deliberation;

/// <summary>A recommendation with its place in the sealed outcome.</summary>
/// <param name="It">The state of the recommendation.</param>
/// <param name="Sealed">Its place; absent while it has none.</param>
public sealed record OutcomeRow(Recommendation It, SealedPlace? Sealed = null);

/// <summary>A place in a sealed outcome.</summary>
/// <param name="Number">The number there.</param>
/// <param name="Version">The version of the outcome; a correction is a new one.</param>
/// <param name="Event">The event that sealed it.</param>
/// <param name="Position">Its position.</param>
/// <param name="At">When it was recorded.</param>
public sealed record SealedPlace(int Number, int Version, Guid Event, long Position, DateTimeOffset At);

/// <summary>
/// What became of every recommendation, with its number in the World Assembly's sealed outcome: rapporteurs pull their
/// documents from this view. It folds recommendations by the same function as decisions do.
/// </summary>
internal sealed class ConsolidatedOutcome(NpgsqlDataSource database)
    : MultiStreamProjection<OutcomeRow>(
        Table, [.. Recommendation.Category.Events.Select(named => named.Type), typeof(OutcomeSealed)], database,
            RowJson)
{
    public const string Table = "deliberation.consolidated_outcome";

    // The database orders the properties of a row in its own way: the phase's case need not come first.
    public static JsonSerializerOptions RowJson { get; } =
        new(Json.Options) { AllowOutOfOrderMetadataProperties = true };

    public override IEnumerable<Guid> Keys(IEvent happened) => happened.Data switch
    {
        OutcomeSealed e => e.Items.Select(item => item.Recommendation),
        RecommendationEvent => [happened.StreamId],
        _ => [],
    };

    public override OutcomeRow? Apply(Guid key, OutcomeRow? row, IEvent happened) => Next(key, row, happened);

    /// <summary>The row after an event.</summary>
    public static OutcomeRow? Next(Guid key, OutcomeRow? row, IEvent happened) => happened.Data switch
    {
        RecommendationEvent e => new OutcomeRow(
            Recommendation.Category.Evolve(row?.It ?? Recommendation.Category.Initial, e), row?.Sealed),
        OutcomeSealed e when row is not null => row with { Sealed = PlaceOf(key, e, happened) },
        _ => row,
    };

    private static SealedPlace PlaceOf(Guid key, OutcomeSealed outcome, IEvent happened) => new(
        outcome.Items.First(item => item.Recommendation == key).Number, outcome.Version, happened.Id,
        happened.Sequence, happened.Timestamp);
}

/// <summary>Reads what became of recommendations, as it stood.</summary>
internal sealed class OutcomeRows(NpgsqlDataSource database)
{
    /// <summary>All of a Congress.</summary>
    public Task<List<OutcomeRow>> OfCongress(Guid congress, long upTo, CancellationToken cancel) =>
        Read("congress = $2", congress, upTo, cancel);

    /// <summary>Some, by id.</summary>
    public Task<List<OutcomeRow>> Of(IEnumerable<Guid> ids, long upTo, CancellationToken cancel) =>
        Read("id = any($2)", ids.ToArray(), upTo, cancel);

    private async Task<List<OutcomeRow>> Read(string which, object value, long upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"""
            select row from {ConsolidatedOutcome.Table}
             where from_position <= $1 and (until_position is null or until_position > $1) and {which} order by id
            """).With(upTo, value);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<OutcomeRow>();
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(JsonSerializer.Deserialize<OutcomeRow>(
                reader.GetFieldValue<byte[]>(0), Json.RowOptions)!);
        }
        return rows;
    }
}
