using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Kernel;
using Summit.Store;
using Summit.WorldAssembly;
using Congresses = Summit.Http.Tests.Congress;

namespace Summit.Http.Tests.WorldAssembly;

/// <summary>A Congress with a convened World Assembly and tabled items, appended directly to the store.</summary>
internal sealed class WorldAssemblyScenario(SummitServer server, string slug, Guid congress)
{
    private Guid Stream { get; } = Plenary.IdOf(congress);

    public Guid Congress => congress;

    public string Path => $"/v1/congresses/{slug}/world-assembly";

    public static async Task<WorldAssemblyScenario> Convened(SummitServer server, string slug, params Guid[] items)
    {
        var congress = await Empty(server, slug);
        var scenario = new WorldAssemblyScenario(server, slug, congress);
        await scenario.Write(new WorldAssemblyConvened(
            congress, [Guid.CreateVersion7()], Guid.CreateVersion7(), server.Clock.GetUtcNow()));
        foreach (var item in items)
            await scenario.Table(item);
        return scenario;
    }

    /// <summary>A Congress that has convened no World Assembly.</summary>
    public static async Task<Guid> Empty(SummitServer server, string slug) =>
        (await server.Administrator.Post("/v1/congresses", Congresses.CongressBodies.Durban(slug)))
            .Expect(HttpStatusCode.Created).Id;

    public Task Table(Guid recommendation, int round = 1) => Write(new ItemTabled(congress, recommendation, round,
        LocalisedText.Of(("en", $"Text of round {round}."), ("fr", $"Texte du tour {round}.")), "en", Track.TownHall,
        Guid.CreateVersion7(), ["right-to-the-city"], server.Clock.GetUtcNow()));

    /// <summary>An act on an item.</summary>
    public static string Act(Guid recommendation, string act) => $"/v1/world-assembly/items/{recommendation}/{act}";

    /// <summary>Presents, debates and decides an item.</summary>
    public static async Task<Answer> Decide(Client organiser, Guid recommendation, object decision)
    {
        (await organiser.Post(Act(recommendation, "present"))).Expect(HttpStatusCode.OK);
        (await organiser.Post(Act(recommendation, "debate"))).Expect(HttpStatusCode.OK);
        return (await organiser.Post(Act(recommendation, "decide"), decision)).Expect(HttpStatusCode.OK);
    }

    private async Task Write(WorldAssemblyEvent happened)
    {
        var slice = await server.Services.GetRequiredService<EventStreams>()
            .Read(Stream, long.MaxValue, CancellationToken.None);
        var append = Plenary.Category.Append(Stream, slice.Version, Plenary.Category.Fold(slice), [happened]);
        await server.Services.GetRequiredService<IEventAppender>()
            .Append(new Commit(new EventMetadata("test"), [append]), CancellationToken.None);
    }
}
