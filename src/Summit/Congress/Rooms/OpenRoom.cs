using System.ComponentModel.DataAnnotations;
using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser opens a room for sessions, on its own or made of others (CO3, CO9).</summary>
public sealed record OpenRoom : RoomCommand
{
    /// <summary>
    /// Open rooms that it consists of, such as the two halves of a hall: a session in it takes them up, too. Said now
    /// and never changed.
    /// </summary>
    [MaxLength(Limits.Rooms)]
    public IReadOnlyList<Guid>? Parts { get; init; }

    public static Decision<CongressEvent> Decide(Edition edition, Guid room, OpenRoom command)
    {
        if (edition.RoomCalled(command.Name) is { } taken)
            return CongressRules.RoomNameTaken.Refuses(field: "/name", conflicts: [taken.AsConflict]);
        var parts = command.Parts ?? [];
        for (var n = 0; n < parts.Count; n++)
        {
            if (edition.OpenRoom(parts[n]) is null)
                return CongressRules.NoSuchRoom.Refuses(
                    field: $"/parts/{n}", facts: RefusalFacts.Admits(edition.OpenRooms));
        }
        return [new RoomOpened(room, command.Traits, parts.Count == 0 ? null : [.. parts.Distinct()])];
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
        .WithOperation(nameof(OpenRoom), "Open a room, on its own or made of others")
        .RequireRoles(Role.Organiser);
}
