using Summit.Http;

namespace Summit.Programme;

/// <summary>An organiser changes what a session is called and how it is described (PR8).</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Abstract">What it is about; absent where nothing is said.</param>
public sealed record RetitleSession(
    [MaxLine(Limits.Title)] LocalisedText Title,
    [MaxText(Limits.Summary)] LocalisedText? Abstract = null)
{
    public static Decision<SessionEvent> Decide(Session session, RetitleSession command)
    {
        if (session.BeforeClosing() is { } refused)
            return refused;
        return session.Title.Equals(command.Title) && Equals(session.Abstract, command.Abstract)
            ? []
            : [new SessionRetitled(command.Title, command.Abstract)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/sessions/{id:guid}/retitle", (
            Guid id, CommandRequest<RetitleSession> request, CommandExecutor executor) =>
            executor.Execute(request, Session.Category, id,
                decide: session => Decide(session, request.Command),
                respond: SessionDetails.Of))
        .WithOperation(nameof(RetitleSession), "Change a session's title and abstract")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}
