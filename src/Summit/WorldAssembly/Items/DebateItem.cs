using Summit.Http;

namespace Summit.WorldAssembly;

/// <summary>The floor is opened on an item that was presented (WA5).</summary>
public sealed record DebateItem
{
    public static Decision<WorldAssemblyEvent> Decide(Plenary plenary, Guid recommendation, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        return plenary.Find(recommendation) switch
        {
            null => WorldAssemblyRules.NotTabled,
            { State: ItemState.OnTheTable } item => WorldAssemblyRules.NotPresented.Refuses(
                item.Tabled.Track, facts: RefusalFacts.Is(item.State.Status)),
            { State: ItemState.Presented } item => [new DebateOpened(recommendation, item.Round, now)],
            _ => [],
        };
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/world-assembly/items/{recommendation:guid}/debate", (
            CommandRequest<DebateItem> request, ItemRoute item, CommandExecutor executor) =>
            executor.Execute(request, Plenary.Category, item.Assembly,
                decide: plenary => Decide(plenary, item.Recommendation, request.Now),
                respond: plenary => ItemDetails.Of(plenary, item.Recommendation)!))
        .WithOperation(nameof(DebateItem), "Open the floor on an item")
        .RequireRoles(Role.Organiser, Role.Rapporteur)
        .GoesOnAfterClosing();
}
