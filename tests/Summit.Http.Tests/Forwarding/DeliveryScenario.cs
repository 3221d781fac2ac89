using Microsoft.Extensions.DependencyInjection;
using Summit.Forwarding;
using Summit.Store;

namespace Summit.Http.Tests.Forwarding;

/// <summary>Deliveries of a running service.</summary>
internal sealed class DeliveryScenario(SummitServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A Congress that was convened, without anything in it.</summary>
    public Task<Guid> Congress(string slug) => WorldAssembly.WorldAssemblyScenario.Empty(server, slug);

    /// <summary>Waits until nothing is due or on its way.</summary>
    public async Task DispatcherCaughtUp() => Assert.True(await server.Services.GetRequiredService<OutboxSweep>()
        .CaughtUp(TimeSpan.FromSeconds(20), Cancel));

    /// <summary>A delivery that is dead at once: its event is no forward.</summary>
    /// <returns>Its id.</returns>
    public async Task<Guid> Undeliverable(Guid congress)
    {
        var store = server.Services.GetRequiredService<IEventAppender>();
        var stream = Guid.CreateVersion7();
        var append =
            Summit.WorldAssembly.Plenary.Category.Append(stream, 0, Summit.WorldAssembly.Plenary.Category.Initial,
        [
            new Summit.WorldAssembly.WorldAssemblyConvened(congress, [], stream, server.Clock.GetUtcNow()),
        ]);
        await store.Append(new Commit(new EventMetadata("test"), [append])
        {
            Operations =
            [
                new OutboxMessage(append.Ids[0], "world-assembly.convened", congress, congress, "world-assembly"),
            ],
        }, Cancel);
        return append.Ids[0];
    }
}
