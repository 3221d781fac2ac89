using Summit.Http;

namespace Summit.Papers;

/// <summary>An organisation's endorsement of a paper.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Stands">Whether it stands behind the paper.</param>
/// <param name="Revision">The revision it had before it.</param>
/// <param name="At">Since when.</param>
public sealed record EndorsementDetails(
    Guid Paper, Guid Organisation, bool Stands, int? Revision = null, DateTimeOffset? At = null)
{
    // An endorsing organisation need not know the paper; it is not shown to it.
    internal static Permission PermissionOn(Paper paper, Actor by) =>
        by.Scope.Covers(paper) ? Permission.Granted : Permission.NotFound;

    internal static EndorsementDetails Of(Paper paper, Guid organisation)
    {
        var endorsement = paper.Endorsements.Find(known => known.Organisation == organisation);
        return new(paper.Id, organisation, endorsement is not null, endorsement?.Revision, endorsement?.At);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/papers/{id:guid}/endorsements/{organisation:guid}", (
            Guid id, Guid organisation, ReadRequest request, PaperViewer viewer, QueryExecutor queries) =>
            queries.Find(request, Papers.Paper.Category, id, paper => Of(paper, organisation), paper =>
                viewer.Endorses(paper, organisation) ? Permission.Granted : viewer.PermissionOn(paper)))
        .WithOperation("GetEndorsement", "Whether an organisation stands behind a paper")
        .RequireAnyRole();
}
