using Summit.Http;

namespace Summit.Congress;

/// <summary>
/// An organiser puts in other words why a room was closed (CO13). What was said before is read with <c>asOf</c>.
/// </summary>
/// <param name="Reason">The reason as it should have been.</param>
public sealed record CorrectRoomReason([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid room, CorrectRoomReason command)
    {
        if (edition.Rooms.Find(known => known.Id == room) is not { } known)
            return CongressRules.NoSuchRoom.Refuses(facts: RefusalFacts.Admits(edition.OpenRooms));
        if (known.ClosedBecause is not { } reason)
            return CongressRules.NoReasonGiven;
        return reason == command.Reason ? [] : [new RoomReasonCorrected(room, command.Reason)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/rooms/{room:guid}/correct-reason", (
            Guid room, CommandRequest<CorrectRoomReason> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                decide: edition => Decide(edition, room, request.Command),
                respond: edition => RoomDetails.Of(edition, room)!))
        .WithOperation(nameof(CorrectRoomReason), "Correct why a room was closed")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
