using Summit.Http;

namespace Summit.Statutory;

/// <summary>An organiser or the body's secretary ends somebody's mandate, with the reason (ST5).</summary>
/// <param name="Reason">Why; no personal data.</param>
public sealed record EndMandate([MaxText(Limits.Summary)] string Reason)
{
    public static Decision<BodyEvent> Decide(Body body, Guid person, EndMandate command, DateTimeOffset now)
    {
        if (body.Seats.Exists(seat => seat.Person == person))
            return [new MandateEnded(person, command.Reason, now)];
        return body.Former.Contains(person) ? [] : StatutoryRules.NotSeated.Refuses(Track.Statutory);
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies/{id:guid}/mandates/{person:guid}/end", (
            Guid id, Guid person, CommandRequest<EndMandate> request, CommandExecutor executor) =>
            executor.Execute(request, Body.Category, id,
                authorize: body => body.PermissionFor(request.By),
                decide: body => Decide(body, person, request.Command, request.Now),
                respond: BodyDetails.Of))
        .WithOperation(nameof(EndMandate), "End a mandate")
        .RequireRoles(Role.Organiser, Role.Secretary);
}
