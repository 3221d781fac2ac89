using Summit.Http;

namespace Summit.Forwarding;

/// <summary>An organiser sends a delivery that is dead or waiting again now (FO6).</summary>
public sealed record ReplayDelivery
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/deliveries/{id:guid}/replay", (
            Guid id, CommandRequest<ReplayDelivery> request, CommandExecutor executor, Deliveries deliveries,
            DurableMessages messages) =>
            executor.Execute(request, cancel => Replay(id, request, deliveries, messages, cancel)))
        .WithOperation(nameof(ReplayDelivery), "Send a delivery that is dead or waiting again now")
        .RequireRoles(Role.Organiser);

    private static async Task<CommandResult<Delivery>> Replay(
        Guid id, CommandRequest request, Deliveries deliveries, DurableMessages messages, CancellationToken cancel)
    {
        if (await deliveries.Find(id, request.By, cancel) is not { } delivery)
            return Permission.NotFound;
        if (!request.By.Scope.Covers(new Scope(delivery.Congress)))
            return Permission.Forbidden;
        // The constraint holds it for two at once.
        if (delivery.Status == DeliveryStatus.Delivered)
            return ForwardingRules.AlreadyDelivered.Refuses();
        return new CommandResult<Delivery>(
            [], delivery with { Status = DeliveryStatus.Pending, NextAttemptAt = request.Now })
        {
            Operations =
            [
                new Replayed(id, request.Now),
                .. messages.Keep(new ForwardDue(delivery.Destination, delivery.Subject)),
            ],
        };
    }
}
