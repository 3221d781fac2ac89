using System.ComponentModel.DataAnnotations;
using Summit.Http;
using Summit.Kernel;

namespace Summit.WorldAssembly;

/// <summary>
/// An organiser orders the agenda: the items named come first, in this order, the others keep theirs behind them.
/// Nothing that lies before the World Assembly can leave its agenda (W4).
/// </summary>
/// <param name="Items">The recommendations, in order.</param>
public sealed record OrderAgenda([Length(1, 2_000)] IReadOnlyList<Guid> Items)
{
    public static Decision<WorldAssemblyEvent> Decide(Plenary plenary, OrderAgenda ask, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        for (var n = 0; n < ask.Items.Count; n++)
        {
            if (plenary.Find(ask.Items[n]) is null)
                return WorldAssemblyRules.NotTabled.Refuses(field: $"/items/{n}");
        }
        if (ask.Items.Distinct().Count() != ask.Items.Count)
            return WorldAssemblyRules.NamedTwice.Refuses(field: "/items");
        Guid[] stood = [.. plenary.Agenda.Select(item => item.Recommendation)];
        Guid[] ordered = [.. ask.Items, .. stood.Except(ask.Items)];
        return ordered.SequenceEqual(stood) ? [] : [new AgendaOrdered(ordered, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/world-assembly/agenda", (
            string slug, CommandRequest<OrderAgenda> command, WorldAssemblies assemblies) =>
            assemblies.On(command, slug, plenary => Decide(plenary, command.Body, command.Now),
                WorldAssemblyDetails.Of))
        .WithOperation(nameof(OrderAgenda), "World Assembly", "Order the agenda")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch()
        .Answers<WorldAssemblyDetails>();
}
