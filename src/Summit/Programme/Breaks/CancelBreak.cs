using Summit.Http;

namespace Summit.Programme;

/// <summary>An organiser cancels a break or frees blocked rooms (PR19).</summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record CancelBreak([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<BreakEvent> Decide(Break known, CancelBreak command, DateTimeOffset now) =>
        known.CancelledBecause is null ? [new BreakCancelled(command.Reason, now)] : [];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/breaks/{id:guid}/cancel", (
            Guid id, CommandRequest<CancelBreak> request, CommandExecutor executor) =>
            executor.Execute(request, Break.Category, id,
                decide: known => Decide(known, request.Command, request.Now),
                respond: BreakDetails.Of))
        .WithOperation(nameof(CancelBreak), "Cancel a break, or free blocked rooms")
        .RequireRoles(Role.Organiser);
}
