using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Summit.Store;
using Summit.Http;

namespace Summit.Papers;

/// <summary>Which paper an organisation means by an id of its own; no two papers share one (PA5).</summary>
internal sealed class ExternalIds(NpgsqlDataSource database) : IInlineProjection, IConstraintTranslator
{
    public string Name => "papers.external_ids";

    public IReadOnlyCollection<Category> Categories { get; } = [Paper.Category];

    public IReadOnlyCollection<string> Constraints => ["external_ids_one_paper"];

    public void Project(StreamChange change, SqlBatch sql)
    {
        foreach (var happened in change.Events)
        {
            if (happened.State is not Paper { ExternalId: { } known } paper)
                continue;
            if (happened.Data is PaperSubmitted)
                sql.Add(
                    """
                    insert into papers.external_ids (congress, organisation, system, external_id, paper)
                    values ($1, $2, $3, $4, $5)
                    """,
                    paper.Congress, paper.Organisation, known.System, known.Id, paper.Id);
            else if (happened.Data is PaperHandedOver handed)
                sql.Add(
                    """
                    update papers.external_ids set organisation = $5
                     where congress = $1 and organisation = $2 and system = $3
                       and external_id in ($4, normalize($4, NFD))
                    """,
                    paper.Congress, handed.From, known.System, known.Id, handed.To);
        }
    }

    /// <summary>What all commands on the paper of an id wait for in turn, whether there is one or not.</summary>
    public static Guid TurnOf(Guid congress, Guid organisation, ExternalId known) => new(SHA256.HashData(
        Encoding.UTF8.GetBytes($"{congress}/{organisation}/{known.System}/{known.Id}")).AsSpan(0, 16));

    /// <summary>The paper of an id; null where there is none.</summary>
    public async Task<Guid?> Find(Guid congress, Guid organisation, ExternalId known, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            """
            select paper from papers.external_ids
             where congress = $1 and organisation = $2 and system = $3 and external_id in ($4, normalize($4, NFD))
            """).With(congress, organisation, known.System, known.Id);
        return await command.ExecuteScalarAsync(cancel) as Guid?;
    }

    public async Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel)
    {
        // An upsert revises what another was quicker to submit, and a join of two organisations is told of it.
        if (commit.Operations.OfType<ByExternalId>().Any()
            || commit.Streams.SelectMany(stream => stream.Events).OfType<PaperSubmitted>().SingleOrDefault()
                is not { } submitted)
            return null;
        var taken = await Find(submitted.Congress, submitted.Organisation, submitted.ExternalId!, cancel);
        return PaperRules.ExternalIdTaken.Refuses(submitted.Track, "/externalId",
            taken is { } paper ? [new Conflict(paper, Paper.Category.Name, await TitleOf(paper, cancel))] : []);
    }

    private async Task<LocalisedText?> TitleOf(Guid paper, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(
            $"select row -> 'title' from {PaperText.Table} where id = $1 and until_position is null").With(paper);
        return await command.ExecuteScalarAsync(cancel) is string title
            ? System.Text.Json.JsonSerializer.Deserialize<LocalisedText>(title, Json.RowOptions)
            : null;
    }
}

/// <summary>
/// Marks a commit of an upsert: where the paper has been submitted meanwhile, it is to be revised instead.
/// </summary>
internal sealed class ByExternalId : IStorageOperation
{
    public static ByExternalId Instead { get; } = new();

    public void Write(SqlBatch sql, PositionedCommit placed)
    {
    }
}
