using System.Globalization;
using System.Text.Json;
using Npgsql;
using Summit.Http;
using Summit.Store;

namespace Summit.Papers;

/// <summary>What said nearly the same as a paper.</summary>
/// <param name="Position">The end of the store when it was compared; 0 where its submission compared it.</param>
/// <param name="At">When it was compared.</param>
/// <param name="NearDuplicates">The papers, the nearest first.</param>
public sealed record PaperComparison(
    long Position, DateTimeOffset At, IReadOnlyList<NearDuplicate> NearDuplicates)
{
    /// <summary>The same, where the state that is asked for knows of it; else null.</summary>
    internal PaperComparison? For(ReadRequest request) => request.Knows(Position, At) ? this : null;

    /// <summary>
    /// Those that an earlier version found at the submission, and kept in its event; null where it has none, as of
    /// papers that are compared afterwards.
    /// </summary>
    internal static PaperComparison? AtSubmission(DateTimeOffset at, IReadOnlyList<NearDuplicate>? near) =>
        near is null or [] ? null : new PaperComparison(0, at, near);

    /// <summary>Those of them that a viewer may know: others' papers need not be public.</summary>
    internal IReadOnlyList<Guid> For(PaperViewer viewer) =>
    [
        .. NearDuplicates.Where(near => viewer.CanSeeAll || viewer.Owns(near.Organisation)).Select(near => near.Paper),
    ];
}

/// <summary>
/// Finds papers that say nearly the same at the beginning of title and summary, in any one of the three languages
/// (PA6): a translation is compared with its own kind only.
/// </summary>
public sealed partial class PaperComparisons(
    NpgsqlDataSource database, EventStreams streams, ILogger<PaperComparisons> log, TimeProvider clock)
{
    /// <summary>
    /// From which share of common trigrams two texts are taken for nearly the same. Two papers on one theme share a
    /// quarter to a third; one that was sent again with a sentence changed shares four fifths.
    /// </summary>
    public const double Similarity = 0.6;

    /// <summary>How many papers a hint names.</summary>
    public const int FoundMax = 20;

    // Of more papers alike in one language any of this number are weighed: a hint needs no more, and takes no longer.
    private const int CandidatesMax = 60;

    private const int TimeoutSeconds = 10;

    /// <summary>What is known of a paper; null where it was not compared.</summary>
    public async Task<PaperComparison?> Find(Guid paper, CancellationToken cancel) =>
        (await Find([paper], cancel)).GetValueOrDefault(paper);

    /// <summary>What is known of papers, of those that were compared.</summary>
    public async Task<IReadOnlyDictionary<Guid, PaperComparison>> Find(
        IReadOnlyCollection<Guid> papers, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select paper, position, compared_at, near_duplicates from papers.comparisons where paper = any($1)
            """).With(papers.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new Dictionary<Guid, PaperComparison>();
        while (await reader.ReadAsync(cancel))
        {
            found[reader.GetGuid(0)] = new PaperComparison(
                reader.GetInt64(1), reader.GetFieldValue<DateTimeOffset>(2),
                JsonSerializer.Deserialize<NearDuplicate[]>(reader.GetString(3), Json.RowOptions)!);
        }
        return found;
    }

    /// <summary>
    /// Compares a paper with the others of its Congress, those withdrawn aside, and keeps what it finds; once. A paper
    /// that takes too long to compare stays without a hint.
    /// </summary>
    public async Task Compare(Guid paper, CancellationToken cancel)
    {
        if (await Find(paper, cancel) is not null)
            return;
        var position = await streams.Head(cancel);
        try
        {
            await Keep(paper, position, await NearDuplicatesOf(paper, cancel), cancel);
        }
        catch (NpgsqlException slow) when (slow.InnerException is TimeoutException
            || slow.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            LogGaveUp(log, slow, paper, TimeoutSeconds);
        }
    }

    private async Task Keep(
        Guid paper, long position, IReadOnlyList<NearDuplicate> found, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            insert into papers.comparisons (paper, position, compared_at, near_duplicates) values ($1, $2, $3, $4)
            on conflict do nothing
            """).With(paper, position, clock.GetUtcNow(),
                SqlBatch.Json(JsonSerializer.SerializeToUtf8Bytes(found, Json.Options)));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<IReadOnlyList<NearDuplicate>> NearDuplicatesOf(Guid paper, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        batch.Timeout = TimeoutSeconds;
        // For the transaction of this batch alone: the connection goes back to others. The planner takes comparing two
        // texts for as cheap as comparing two numbers: left to itself it reads 10,000 of them, for seconds.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select set_config('pg_trgm.similarity_threshold', $1, true), set_config('enable_seqscan', 'off', true)
            """).With(Similarity.ToString(CultureInfo.InvariantCulture)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            with mine as materialized (
                select id, congress, head_en, head_fr, head_es from papers.paper_text
                 where id = $1 and until_position is null),
            near as materialized ({Near("en")} union all {Near("fr")} union all {Near("es")})
            select near.id, r.organisation
              from near join papers.paper_register r on r.id = near.id and r.until_position is null
             where r.status <> 'withdrawn'
             group by near.id, r.organisation
             order by max(near.likeness) desc, near.id
             limit $2
            """).With(paper, FoundMax));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        var found = new List<NearDuplicate>();
        while (await reader.ReadAsync(cancel))
            found.Add(new NearDuplicate(reader.GetGuid(0), reader.GetGuid(1)));
        return found;
    }

    private static string Near(string language) =>
        $"""
        (select t.id, similarity(t.head_{language}, mine.head_{language}) as likeness
           from mine join papers.paper_text t on t.congress = mine.congress and t.head_{language} % mine.head_{language}
          where t.until_position is null and t.id <> mine.id
          limit {CandidatesMax})
        """;

    [LoggerMessage(LogLevel.Warning, "Paper {Paper} was not compared with others within {Seconds} s")]
    private static partial void LogGaveUp(ILogger log, Exception slow, Guid paper, int seconds);
}
