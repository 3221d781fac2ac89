using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser takes back that an edition was closed: it goes on (CO8).</summary>
/// <param name="Reason">Why.</param>
public sealed record ReopenCongress([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<CongressEvent> Decide(Edition edition, ReopenCongress command, DateTimeOffset now) =>
        edition.ClosedAt is null ? [] : [new CongressReopened(command.Reason, now)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/reopen", (
            CommandRequest<ReopenCongress> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, request.Command, request.Now),
                respond: CongressDetails.Of))
        .WithOperation(nameof(ReopenCongress), "Take back that a Congress was closed")
        .RequireRoles(Role.Organiser)
        .GoesOnAfterClosing();
}
