using System.Globalization;
using Npgsql;
using Summit.Kernel;

namespace Summit.Papers;

/// <summary>
/// Finds papers that say nearly the same in title and summary, in any one of the three languages (P6): a translation is
/// compared with its own kind only.
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
        // For the transaction of this batch alone: the connection goes back to others.
        batch.BatchCommands.Add(With("select set_config('pg_trgm.similarity_threshold', $1, true)",
            Similarity.ToString(CultureInfo.InvariantCulture)));
        batch.BatchCommands.Add(With(
            """
            select t.id, r.organisation
              from papers.paper_text t
              join papers.paper_register r on r.id = t.id and r.until_position is null
             where t.until_position is null and t.congress = $1 and r.status <> 'withdrawn'
               and (t.gist_en % $2 or t.gist_fr % $3 or t.gist_es % $4)
             order by greatest(similarity(t.gist_en, $2), similarity(t.gist_fr, $3), similarity(t.gist_es, $4)) desc, t.id
             limit $5
            """,
            congress, Gist("en"), Gist("fr"), Gist("es"), FoundMax));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        await reader.NextResultAsync(cancel);
        var found = new List<NearDuplicate>();
        while (await reader.ReadAsync(cancel))
            found.Add(new NearDuplicate(reader.GetGuid(0), reader.GetGuid(1)));
        return found;

        object Gist(string language) => title.In(language) is { } t && summary.In(language) is { } s
            ? $"{t} {s}"
            : DBNull.Value;
    }

    private static NpgsqlBatchCommand With(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DBNull
                ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
                : new NpgsqlParameter { Value = value });
        }
        return command;
    }
}
