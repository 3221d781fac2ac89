using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser opens a room for sessions (CO3).</summary>
public sealed record OpenRoom : RoomCommand
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, OpenRoom command)
    {
        if (edition.ClosedAt is not null)
            return CongressRules.Closed;
        if (edition.HasRoomCalled(command.Name))
            return CongressRules.RoomNameTaken.Refuses(field: "/name");
        return [new RoomOpened(room, command.Traits)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms", (
            CommandRequest<OpenRoom> request, CongressRoute congress, CommandExecutor executor) =>
        {
            var room = Guid.CreateVersion7();
            return executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, room, request.Command),
                respond: edition => new Created<RoomDetails>(
                    RoomDetails.Of(edition, room)!, $"/v1/congresses/{congress.Slug}/rooms/{room}"));
        })
        .WithOperation(nameof(OpenRoom), "Open a room")
        .RequireRoles(Role.Organiser);
}
