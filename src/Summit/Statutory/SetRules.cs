using Summit.Http;

namespace Summit.Statutory;

/// <summary>An organiser or the body's secretary lays down its rules anew; the earlier stay readable (ST2).</summary>
/// <param name="Quorum">How many must be present for it to meet.</param>
public sealed record SetRules(Quorum Quorum)
{
    public static Decision<BodyEvent> Decide(Body body, SetRules command, DateTimeOffset now)
    {
        if (!command.Quorum.IsWellFormed)
            return StatutoryRules.QuorumIllFormed.Refuses(Track.Statutory, "/quorum");
        return body.Quorum == command.Quorum ? [] : [new RulesSet(command.Quorum, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/bodies/{id:guid}/rules", (
            Guid id, CommandRequest<SetRules> request, CommandExecutor executor) =>
            executor.Execute(request, Body.Category, id,
                authorize: body => body.PermissionFor(request.By),
                decide: body => Decide(body, request.Command, request.Now),
                respond: BodyDetails.Of))
        .WithOperation(nameof(SetRules), "Lay down a body's rules anew")
        .RequireRoles(Role.Organiser, Role.Secretary);
}
