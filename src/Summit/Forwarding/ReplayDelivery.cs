using Summit.Http;
using Wolverine;

namespace Summit.Forwarding;

/// <summary>An organiser sends a delivery that is dead or waiting again now (FO6).</summary>
public sealed record ReplayDelivery
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/deliveries/{id:guid}/replay", async (
            Guid id, CommandRequest<ReplayDelivery> request, Deliveries deliveries, Outbox outbox, IMessageBus bus,
            HttpContext http, CancellationToken cancel) =>
        {
            if (await deliveries.Find(id, request.By, cancel) is not { } delivery)
                return Problem.Of(Problems.NotFound, http);
            await outbox.Replay(id, request.Now, cancel);
            await bus.PublishAsync(new ForwardDue(delivery.Destination, delivery.Subject));
            return Response.Of((await deliveries.Find(id, request.By, cancel))!);
        })
        .WithOperation(nameof(ReplayDelivery), "Send a delivery that is dead or waiting again now")
        .RequireRoles(Role.Organiser);
}
