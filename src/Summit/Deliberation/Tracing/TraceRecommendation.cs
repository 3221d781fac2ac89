using Summit.Http;
using Summit.Store;

namespace Summit.Deliberation;

/// <summary>Where a recommendation comes from and what became of it (DE16).</summary>
public static class TraceRecommendation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/recommendations/{id:guid}/trace", async (
            Guid id, ReadRequest reading, TraceBuilder traces, AggregateCache aggregates, CancellationToken cancel) =>
            await aggregates.Find(Recommendation.Category, id, reading.AsOfPosition, cancel) is not var (it, _)
                ? reading.NotFound()
                : it.MayBeReadBy(reading.By)
                    ? reading.Show(await traces.Of(id, reading.By!, reading.AsOfPosition, cancel))
                    : reading.Forbidden())
        .WithOperation(nameof(TraceRecommendation), "Where a recommendation comes from and what became of it")
        .RequireAnyRole();
}
