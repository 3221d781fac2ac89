using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Http;

namespace Summit.WorldAssembly;

/// <summary>
/// An organiser orders the agenda: the items named come first, in this order, the others keep theirs behind them.
/// Nothing that lies before the World Assembly can leave its agenda (WA4).
/// </summary>
/// <param name="Items">The recommendations, in order.</param>
public sealed record OrderAgenda([Length(1, Limits.Items)] IReadOnlyList<Guid> Items)
{
    public static Decision<WorldAssemblyEvent> Decide(Plenary plenary, OrderAgenda command, DateTimeOffset now)
    {
        if (plenary.Convened is null)
            return WorldAssemblyRules.NotConvened;
        for (var n = 0; n < command.Items.Count; n++)
        {
            if (plenary.Find(command.Items[n]) is null)
                return WorldAssemblyRules.NotTabled.Refuses(field: $"/items/{n}");
        }
        Guid[] twice = [.. command.Items.CountBy(item => item).Where(one => one.Value > 1).Select(one => one.Key)];
        if (twice.Length > 0)
            return WorldAssemblyRules.NamedTwice.Refuses(
                field: "/items", conflicts: [.. twice.Select(item => new Conflict(item, "recommendation"))]);
        Guid[] stood = [.. plenary.Agenda.Select(item => item.Recommendation)];
        Guid[] ordered = [.. command.Items, .. stood.Except(command.Items)];
        return ordered.SequenceEqual(stood) ? [] : [new AgendaOrdered(ordered, now)];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/world-assembly/agenda", (
            CommandRequest<OrderAgenda> request, CongressRoute congress, CommandExecutor executor) =>
            executor.Execute(request, Plenary.Category, Plenary.IdOf(congress.Id),
                decide: plenary => Decide(plenary, request.Command, request.Now),
                respond: WorldAssemblyDetails.Of))
        .WithOperation(nameof(OrderAgenda), "Order the agenda")
        .RequireRoles(Role.Organiser)
        .GoesOnAfterClosing()
        .RequireIfMatch();
}
