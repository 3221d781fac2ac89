using Summit.Store;
using Summit.Http;

namespace Summit.Congress;

/// <summary>The editions of the Congress: days, rooms, policy domains, formats, calls, releases.</summary>
public static class CongressModule
{
    public static IServiceCollection AddCongress(this IServiceCollection services) => services
        .AddSingleton<Congresses>()
        .AddSingleton<Category>(Edition.Category)
        .AddSingleton<IInlineProjection>(CongressDetails.View)
        .AddSingleton<IInlineProjection, Slugs>()
        .AddSingleton<IConstraintTranslator, Slugs>();

    public static void MapCongress(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").WithTags(nameof(Congress));
        ConveneCongress.Map(routes);
        OpenRoom.Map(routes);
        ChangeRoom.Map(routes);
        CloseRoom.Map(routes);
        DefinePolicyDomain.Map(routes);
        DefineFormat.Map(routes);
        OpenCall.Map(routes);
        CloseCall.Map(routes);
        PublishProgramme.Map(routes);
        CloseCongress.Map(routes);
        CongressDetails.Map(routes);
    }
}

/// <summary>The Congress of a slug; no two Congresses share one.</summary>
internal sealed class Slugs : IInlineProjection, IConstraintTranslator
{
    public string Name => "congress.slugs";

    public Category Category => Edition.Category;

    public IReadOnlyCollection<string> Constraints => ["slugs_one_congress"];

    public void Project(StreamChange change, SqlBatch sql)
    {
        if (change.Events[0].Data is CongressConvened convened)
            sql.Add("insert into congress.slugs (slug, congress) values ($1, $2)", convened.Slug, convened.Congress);
    }

    public Task<Refusal?> Translate(string constraint, Commit commit, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(CongressRules.SlugTaken.Refuses(field: "/slug"));
}
