using Summit.Http;

namespace Summit.Programme;

/// <summary>
/// An organiser puts in other words why a break was cancelled, or blocked rooms were freed (PR21). What was said before
/// is read with <c>asOf</c>.
/// </summary>
/// <param name="Reason">The reason as it should have been; no personal data.</param>
public sealed record CorrectBreakReason([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<BreakEvent> Decide(Break known, CorrectBreakReason command, DateTimeOffset now) =>
        known.CancelledBecause is not { } reason ? ProgrammeRules.NoReasonGiven
        : reason == command.Reason ? []
        : [new BreakReasonCorrected(command.Reason, now)];

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/breaks/{id:guid}/correct-reason", (
            Guid id, CommandRequest<CorrectBreakReason> request, CommandExecutor executor) =>
            executor.Execute(request, Break.Category, id,
                decide: known => Decide(known, request.Command, request.Now),
                respond: BreakDetails.Of))
        .WithOperation(nameof(CorrectBreakReason), "Correct why a break was cancelled, or blocked rooms freed")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
