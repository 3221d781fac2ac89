using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser closes a room: it takes no further sessions (CO3).</summary>
/// <param name="Reason">Why.</param>
public sealed record CloseRoom([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, CloseRoom command) =>
        edition.Rooms.Find(known => known.Id == room) switch
        {
            null => CongressRules.NoSuchRoom,
            { ClosedBecause: not null } => [],
            _ => [new RoomClosed(room, command.Reason)],
        };

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms/{room:guid}/close", (
            Guid room, CommandRequest<CloseRoom> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, room, request.Command),
                respond: edition => RoomDetails.Of(edition, room)!))
        .WithOperation(nameof(CloseRoom), "Close a room")
        .RequireRoles(Role.Organiser);
}
