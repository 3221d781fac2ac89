using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser ends a call before its time (CO6).</summary>
public sealed record CloseCall
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid call, DateTimeOffset now) =>
        edition.Call(call)!.ClosesAt <= now ? [] : [new CallClosed(call, now)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/calls/{call:guid}/close", (
            Guid call, CommandRequest<CloseCall> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                authorize: edition => edition.Call(call) is null ? Permission.NotFound : Permission.Granted,
                scope: edition => new Scope(edition.Id, edition.Call(call)!.Track),
                decide: edition => Decide(edition, call, request.Now),
                respond: edition => edition.Call(call)!))
        .WithOperation(nameof(CloseCall), "Close a call before its time")
        .RequireRoles(Role.Organiser);
}
