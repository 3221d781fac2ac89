using Summit.Http;

namespace Summit.Congress;

/// <summary>An organiser has a call go on that is over, or was closed by mistake (CO6).</summary>
/// <param name="ClosesAt">Until before when it is open now.</param>
/// <param name="Reason">Why.</param>
public sealed record ReopenCall(DateTimeOffset ClosesAt, [MaxText(Limits.Summary)] string Reason)
{
    public static Decision<CongressEvent> Decide(Edition edition, Guid call, ReopenCall command, DateTimeOffset now)
    {
        var known = edition.Call(call)!;
        if (known.ClosesAt == command.ClosesAt)
            return [];
        if (known.ClosesAt > now)
            return CongressRules.CallNotOver.Refuses(known.Track, facts: new RefusalFacts(From: known.ClosesAt));
        return command.ClosesAt <= now || command.ClosesAt <= known.OpensAt
            ? CongressRules.CallEndsBeforeStart.Refuses(
                known.Track, "/closesAt", facts: new RefusalFacts(From: now > known.OpensAt ? now : known.OpensAt))
            : [new CallReopened(call, command.ClosesAt, command.Reason)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/calls/{call:guid}/reopen", (
            Guid call, CommandRequest<ReopenCall> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Edition.Category, congress.Id,
                authorize: edition => edition.Call(call) is null ? Permission.NotFound : Permission.Granted,
                scope: edition => new Scope(edition.Id, edition.Call(call)!.Track),
                decide: edition => Decide(edition, call, request.Command, request.Now),
                respond: edition => edition.Call(call)!))
        .WithOperation(nameof(ReopenCall), "Have a call go on that is over")
        .RequireRoles(Role.Organiser);
}
