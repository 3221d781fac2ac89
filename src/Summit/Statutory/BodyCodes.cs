using Summit.Store;
using Summit.Http;

namespace Summit.Statutory;

/// <summary>Which body a code and an entry of the register stand for; no two share either.</summary>
internal sealed class BodyCodes : IInlineProjection, IConstraintTranslator
{
    public string Name => "statutory.body_codes";

    public IReadOnlyCollection<Category> Categories { get; } = [Body.Category];

    public IReadOnlyCollection<string> Constraints => ["body_codes_one_body", "body_organisations_one_body"];

    public void Project(StreamChange change, SqlBatch sql)
    {
        if (change.Events[0].Data is BodyEstablished e)
            sql.Add("insert into statutory.body_codes (body, code, organisation) values ($1, $2, $3)",
                e.Body, e.Code, e.Organisation);
    }

    public Task<Refusal?> Translate(string constraint, Commit commit, Actor by, CancellationToken cancel) =>
        Task.FromResult<Refusal?>(constraint == "body_codes_one_body"
            ? StatutoryRules.CodeTaken.Refuses(Track.Statutory, "/code")
            : StatutoryRules.OrganisationTaken.Refuses(Track.Statutory, "/organisation"));
}
