using Summit.Store;
using Summit.Http;

namespace Summit.Congress;

/// <summary>The Congress of a slug; no two Congresses share one.</summary>
internal sealed class Slugs : IInlineProjection, IConstraintTranslator
{
    public string Name => "congress.slugs";

    public IReadOnlyCollection<Category> Categories { get; } = [Edition.Category];

    public IReadOnlyCollection<string> Constraints => ["slugs_one_congress"];

    public void Project(StreamChange change, SqlBatch sql)
    {
        if (change.Events[0].Data is CongressConvened convened)
            sql.Add("insert into congress.slugs (slug, congress) values ($1, $2)", convened.Slug, convened.Congress);
    }

    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(CongressRules.SlugTaken.Refuses(field: "/slug"));
}
