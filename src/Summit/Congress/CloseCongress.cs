using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser closes an edition that is over (CO8).</summary>
public sealed record CloseCongress
{
    public static Decision<CongressEvent> Decide(Edition edition, DateTimeOffset now) =>
        edition.ClosedAt is null ? [new CongressClosed(now)] : [];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/close", (
            CommandRequest<CloseCongress> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, request.Now),
                respond: CongressDetails.Of))
        .WithOperation(nameof(CloseCongress), "Close a Congress that is over")
        .RequireRoles(Role.Organiser);
}
