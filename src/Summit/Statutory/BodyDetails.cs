using Summit.Store;
using Summit.Http;

namespace Summit.Statutory;

/// <summary>A statutory body as readers see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its short name.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Organisation">Its entry in the register.</param>
/// <param name="Quorum">The rule its quorum follows.</param>
/// <param name="QuorumNeeded">How many seats that is at present.</param>
/// <param name="Seats">The seats that are held.</param>
public sealed record BodyDetails(
    Guid Id,
    string Code,
    LocalisedText Name,
    Guid Organisation,
    Quorum Quorum,
    int QuorumNeeded,
    IReadOnlyList<Seat> Seats)
{
    /// <summary>The details of a body.</summary>
    public static BodyDetails Of(Body body) => new(body.Id, body.Code, body.Name, body.Organisation, body.Quorum,
        body.Quorum.Needed(body.Seated), body.Seats);

    internal static SingleStreamProjection<Body, BodyEvent> View { get; } =
        new("statutory.body_page", Body.Category, Of, Json.Options);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/bodies", async (ListRequest list, QueryExecutor queries) =>
                list.Request.By!.Scope.Overlaps(new Scope(Track: Track.Statutory))
                    ? await queries.List<BodyDetails>(list, "statutory.body_page")
                    : list.Request.Forbidden())
            .WithOperation("ListBodies", "The statutory bodies, oldest first")
            .RequireAnyRole();

        routes.MapGet("/v1/bodies/{id:guid}", (Guid id, ReadRequest request, QueryExecutor queries) =>
                queries.Find(request, Body.Category, id, Of))
            .WithOperation("GetBody", "A statutory body with its rules and seats, now or as they stood")
            .RequireAnyRole();
    }
}
