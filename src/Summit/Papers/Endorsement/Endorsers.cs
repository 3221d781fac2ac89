using Summit.Store;

namespace Summit.Papers;

/// <summary>Which organisations stand behind which papers.</summary>
internal sealed class Endorsers : IInlineProjection
{
    public string Name => "papers.endorsements";

    public IReadOnlyCollection<Category> Categories { get; } = [Paper.Category];

    public void Project(StreamChange change, SqlBatch sql)
    {
        var before = Of((Paper?)change.Before);
        var after = Of((Paper)change.Events[^1].State);
        foreach (var gone in before.Except(after))
            sql.Add("delete from papers.endorsements where organisation = $1 and paper = $2", gone, change.Stream);
        foreach (var given in after.Except(before))
            sql.Add("insert into papers.endorsements (organisation, paper) values ($1, $2)", given, change.Stream);
    }

    private static IEnumerable<Guid> Of(Paper? paper) => paper?.Endorsements.Select(one => one.Organisation) ?? [];
}
