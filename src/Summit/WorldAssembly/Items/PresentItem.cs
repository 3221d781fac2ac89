using Summit.Http;

namespace Summit.WorldAssembly;

/// <summary>An item is presented to the World Assembly by whoever runs the sitting or reports on it (WA5).</summary>
public sealed record PresentItem
{
    public static Decision<WorldAssemblyEvent> Decide(Plenary plenary, Guid recommendation, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        return plenary.Find(recommendation) switch
        {
            null => WorldAssemblyRules.NotTabled,
            { State: ItemState.OnTheTable } item => [new ItemPresented(recommendation, item.Round, now)],
            _ => [],
        };
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/world-assembly/items/{recommendation:guid}/present", (
            CommandRequest<PresentItem> request, ItemRoute item, CommandExecutor executor) =>
            executor.Execute(request, Plenary.Category, item.Assembly,
                decide: plenary => Decide(plenary, item.Recommendation, request.Now),
                respond: plenary => ItemDetails.Of(plenary, item.Recommendation)!))
        .WithOperation(nameof(PresentItem), "Present an item")
        .RequireRoles(Role.Organiser, Role.Rapporteur)
        .GoesOnAfterClosing();
}
