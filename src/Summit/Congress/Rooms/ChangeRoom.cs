using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser corrects what a room offers. Slots already given keep their turn-round time (CO3).</summary>
public sealed record ChangeRoom : RoomCommand
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, ChangeRoom command)
    {
        if (edition.Rooms.Find(known => known.Id == room) is not { ClosedBecause: null } known)
            return CongressRules.NoSuchRoom.Refuses(facts: RefusalFacts.Admits(edition.OpenRooms));
        if (edition.RoomCalled(command.Name, except: room) is { } taken)
            return CongressRules.RoomNameTaken.Refuses(field: "/name", conflicts: [taken.AsConflict]);
        return known.Traits.IsSameAs(command.Traits) ? [] : [new RoomChanged(room, command.Traits)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms/{room:guid}/change", (
            Guid room, CommandRequest<ChangeRoom> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, room, request.Command),
                respond: edition => RoomDetails.Of(edition, room)!))
        .WithOperation(nameof(ChangeRoom), "Correct what a room offers")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
