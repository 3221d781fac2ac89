using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Summit.Store;

namespace Summit.Papers;

/// <summary>
/// Finds papers that say nearly the same in title and summary, in any one of the three languages (PA6): a translation
/// is compared with its own kind only.
/// </summary>
internal sealed class NearDuplicates(NpgsqlDataSource database)
{
    /// <summary>
    /// From which share of common trigrams two texts are taken for nearly the same. Two papers on one theme share a
    /// quarter to a third; one that was sent again with a sentence changed shares four fifths.
    /// </summary>
    public const double Similarity = 0.6;

    private const int FoundMax = 20;

    /// <summary>Papers of a Congress that say nearly the same, the nearest first; withdrawn ones aside.</summary>
    public async Task<IReadOnlyList<NearDuplicate>> Of(
        Guid congress, LocalisedText title, LocalisedText summary, CancellationToken cancel)
    {
        await using var batch = database.CreateBatch();
        // For the transaction of this batch alone: the connection goes back to others. The planner takes comparing two
        // texts for as cheap as comparing two numbers: left to itself it reads 10,000 of them, for seconds.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select set_config('pg_trgm.similarity_threshold', $1, true), set_config('enable_seqscan', 'off', true)
            """).With(Similarity.ToString(CultureInfo.InvariantCulture)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            with near as materialized (
                select id, from_position, similarity(digest_en, $2) as likeness
                  from papers.paper_text where digest_en % $2
                union all
                select id, from_position, similarity(digest_fr, $3)
                  from papers.paper_text where digest_fr % $3
                union all
                select id, from_position, similarity(digest_es, $4)
                  from papers.paper_text where digest_es % $4)
            select near.id, r.organisation
              from near
              join papers.paper_text t on t.id = near.id and t.from_position = near.from_position
              join papers.paper_register r on r.id = near.id and r.until_position is null
             where t.until_position is null and t.congress = $1 and r.status <> 'withdrawn'
             group by near.id, r.organisation
             order by max(near.likeness) desc, near.id
             limit $5
            """).With(congress, Digest("en"), Digest("fr"), Digest("es"), FoundMax));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        var found = new List<NearDuplicate>();
        while (await reader.ReadAsync(cancel))
            found.Add(new NearDuplicate(reader.GetGuid(0), reader.GetGuid(1)));
        return found;

        // With its type: where there is no text, nothing else says it.
        NpgsqlParameter Digest(string language) => new()
        {
            Value = title.In(language) is { } t && summary.In(language) is { } s ? $"{t} {s}" : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Text,
        };
    }
}
