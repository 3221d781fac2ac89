using Summit.Store;
using Summit.Http;

namespace Summit.Statutory;

/// <summary>The bodies that meet in the Statutory track: who sits in them, and their quorum.</summary>
public static class StatutoryModule
{
    public static IServiceCollection AddStatutory(this IServiceCollection services) => services
        .AddSingleton<PublishedBodies>()
        .AddSingleton<Category>(Body.Category)
        .AddSingleton<IInlineProjection>(BodyDetails.View)
        .AddSingleton<IInlineProjection, BodyCodes>()
        .AddSingleton<IConstraintTranslator, BodyCodes>();

    public static void MapStatutory(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapGroup("").WithTags(nameof(Statutory));
        EstablishBody.Map(routes);
        SetRules.Map(routes);
        SeatMember.Map(routes);
        EndMandate.Map(routes);
        BodyDetails.Map(routes);
    }
}

/// <summary>The body of a code and of an entry of the register; no two bodies share either.</summary>
internal sealed class BodyCodes : IInlineProjection, IConstraintTranslator
{
    public string Name => "statutory.body_codes";

    public Category Category => Body.Category;

    public IReadOnlyCollection<string> Constraints => ["body_codes_one_body", "body_organisations_one_body"];

    public void Project(StreamChange change, SqlBatch sql)
    {
        if (change.Events[0].Data is BodyEstablished e)
            sql.Add("insert into statutory.body_codes (body, code, organisation) values ($1, $2, $3)",
                e.Body, e.Code, e.Organisation);
    }

    public Task<Refusal?> Translate(string constraint, Commit commit, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(constraint == "body_codes_one_body"
            ? StatutoryRules.CodeTaken.Refuses(Track.Statutory, "/code")
            : StatutoryRules.OrganisationTaken.Refuses(Track.Statutory, "/organisation"));
}
