using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser opens a room again that was closed (CO3).</summary>
/// <param name="Reason">Why.</param>
public sealed record ReopenRoom([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, ReopenRoom command)
    {
        if (edition.Rooms.Find(known => known.Id == room) is not { } known)
            return CongressRules.NoSuchRoom.Refuses(facts: RefusalFacts.Admits(edition.OpenRooms));
        if (known.ClosedBecause is null)
            return [];
        return edition.RoomCalled(known.Traits.Name, except: room) is { } taken
            ? CongressRules.RoomNameTaken.Refuses(conflicts: [taken.AsConflict])
            : [new RoomReopened(room, command.Reason)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms/{room:guid}/reopen", (
            Guid room, CommandRequest<ReopenRoom> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, room, request.Command),
                respond: edition => RoomDetails.Of(edition, room)!))
        .WithOperation(nameof(ReopenRoom), "Open a room again that was closed")
        .RequireRoles(Role.Organiser);
}
