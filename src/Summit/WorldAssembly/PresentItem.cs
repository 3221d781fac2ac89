using Summit.Http;
using Summit.Kernel;

namespace Summit.WorldAssembly;

/// <summary>An item is presented to the World Assembly by whoever runs the sitting or reports on it (W5).</summary>
public static class PresentItem
{
    public static Decision<WorldAssemblyEvent> Decide(Plenary plenary, Guid recommendation, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        return plenary.Find(recommendation) switch
        {
            null => WorldAssemblyRules.NotTabled,
            { State: OnTheTable } item => [new ItemPresented(recommendation, item.Round, now)],
            _ => [],
        };
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/world-assembly/items/{recommendation:guid}/present", (
            Guid recommendation, CommandRequest<NoBody> command, WorldAssemblies assemblies) =>
            assemblies.OnItem(command, recommendation, plenary => Decide(plenary, recommendation, command.Now)))
        .WithOperation(nameof(PresentItem), "World Assembly", "Present an item")
        .RequireRoles(Role.Organiser, Role.Rapporteur)
        .Answers<ItemDetails>();
}

/// <summary>The floor is opened on an item that was presented (W5).</summary>
public static class DebateItem
{
    public static Decision<WorldAssemblyEvent> Decide(Plenary plenary, Guid recommendation, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        return plenary.Find(recommendation) switch
        {
            null => WorldAssemblyRules.NotTabled,
            { State: OnTheTable } => WorldAssemblyRules.NotPresented,
            { State: Presented } item => [new DebateOpened(recommendation, item.Round, now)],
            _ => [],
        };
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/world-assembly/items/{recommendation:guid}/debate", (
            Guid recommendation, CommandRequest<NoBody> command, WorldAssemblies assemblies) =>
            assemblies.OnItem(command, recommendation, plenary => Decide(plenary, recommendation, command.Now)))
        .WithOperation(nameof(DebateItem), "World Assembly", "Open the floor on an item")
        .RequireRoles(Role.Organiser, Role.Rapporteur)
        .Answers<ItemDetails>();
}
