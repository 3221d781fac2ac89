using Npgsql;
using NpgsqlTypes;
using Summit.Http;
using Summit.Papers;
using Summit.Programme;
using Summit.Store;

namespace Summit.Deliberation;

/// <summary>
/// The links between papers, sessions, recommendations and consolidations, each in its position. By a constraint of the
/// table a paper that something was drafted from is accepted.
/// </summary>
internal sealed class LineageView : IInlineProjection, IConstraintTranslator
{
    private static readonly BulkTable Rows = new("deliberation.lineage",
        ("position", NpgsqlDbType.Bigint), ("event", NpgsqlDbType.Uuid), ("at", NpgsqlDbType.TimestampTz),
        ("source", NpgsqlDbType.Uuid), ("kind", NpgsqlDbType.Text), ("revision", NpgsqlDbType.Integer),
        ("proposed", NpgsqlDbType.Integer), ("version", NpgsqlDbType.Bigint), ("result", NpgsqlDbType.Uuid));

    public string Name => "deliberation.lineage";

    public IReadOnlyCollection<Category> Categories { get; } = [Recommendation.Category];

    public IReadOnlyCollection<string> Constraints => ["lineage_paper_is_accepted"];

    /// <summary>Has the command decided again: on a paper no longer accepted, or one that something rests on.</summary>
    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(null);

    public void Project(StreamChange change, SqlBatch sql)
    {
        foreach (var step in change.Events)
        {
            foreach (var link in Links(step))
            {
                sql.AddRow(Rows,
                    link.Position, link.Event, link.At, link.Source, link.Kind, link.Revision, link.Proposed,
                    link.Version, link.Result);
            }
        }
    }

    /// <summary>The links that an event draws.</summary>
    public static IEnumerable<LineageLink> Links(AppliedEvent step)
    {
        var (position, id, at) = (step.Position, step.Id, step.RecordedAt);
        return step.Data switch
        {
            RecommendationDrafted e =>
            [
                new LineageLink(position, id, at, e.Session, LineageLink.Session, e.Recommendation),
                .. e.Papers.Select(paper =>
                    new LineageLink(position, id, at, paper.Paper, LineageLink.Paper, e.Recommendation,
                    paper.Revision, paper.Proposed)),
            ],
            RecommendationConsolidated e => e.Sources.Select(source => new LineageLink(
                position, id, at, source.Recommendation, LineageLink.Recommendation, e.Recommendation,
                Version: source.Version)),
            _ => [],
        };
    }
}

/// <summary>Something came from something else.</summary>
/// <param name="Position">The position of the event that says so.</param>
/// <param name="Event">Its id.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Source">What it came from.</param>
/// <param name="Kind">What that is: <c>session</c>, <c>paper</c> or <c>recommendation</c>.</param>
/// <param name="Result">The recommendation that came from it.</param>
/// <param name="Revision">The paper's revision.</param>
/// <param name="Proposed">Which of its proposed texts.</param>
/// <param name="Version">The source recommendation's version.</param>
public sealed record LineageLink(
    long Position,
    Guid Event,
    DateTimeOffset At,
    Guid Source,
    string Kind,
    Guid Result,
    int? Revision = null,
    int? Proposed = null,
    long? Version = null)
{
    internal const string Session = "session";
    internal const string Paper = "paper";
    internal const string Recommendation = "recommendation";
}

/// <summary>Follows the links.</summary>
internal sealed class LineageQueries(NpgsqlDataSource database) : IPaperDependents, ISessionRecords
{
    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<Guid>> DraftedIn(Guid session, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select coalesce(array_agg(result order by position), '{}') from deliberation.lineage where source = $1")
                .With(session);
        return (Guid[])(await command.ExecuteScalarAsync(cancel))!;
    }

    /// <summary>The recommendations that were drafted from a paper.</summary>
    public async Task<IReadOnlyList<Conflict>> RestingOn(Guid paper, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            "select distinct result from deliberation.lineage where paper = $1 order by result").With(paper);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var recommendations = new List<Conflict>();
        while (await reader.ReadAsync(cancel))
            recommendations.Add(new Conflict(reader.GetGuid(0), Recommendation.Category.Name));
        return recommendations;
    }

    /// <summary>All that a thing came from and all that came of it, through any number of steps.</summary>
    public async Task<IReadOnlyList<LineageLink>> Connected(Guid thing, long upTo, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            with recursive back (id) as (
                select $1 union
                select l.source from deliberation.lineage l join back on l.result = back.id where l.position <= $2),
            onward (id) as (
                select $1 union
                select l.result from deliberation.lineage l join onward on l.source = onward.id where l.position <= $2)
            select position, event, at, source, kind, result, revision, proposed, version
              from deliberation.lineage
             where position <= $2 and (result in (select id from back) or source in (select id from onward))
             order by position, kind desc, source, revision, proposed
            """).With(thing, upTo);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var links = new List<LineageLink>();
        while (await reader.ReadAsync(cancel))
        {
            links.Add(new LineageLink(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetGuid(3),
                reader.GetString(4), reader.GetGuid(5), reader.IsDBNull(6) ? null : reader.GetInt32(6),
                reader.IsDBNull(7) ? null : reader.GetInt32(7), reader.IsDBNull(8) ? null : reader.GetInt64(8)));
        }
        return links;
    }
}
