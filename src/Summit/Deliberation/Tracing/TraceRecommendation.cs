using Summit.Http;
using Summit.Papers;
using Summit.Store;

namespace Summit.Deliberation;

/// <summary>Where a recommendation comes from and what became of it (DE16).</summary>
public static class TraceRecommendation
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/recommendations/{id:guid}/trace", async (
            Guid id, ReadRequest request, PaperViewer viewer, TraceBuilder traces, AggregateCache aggregates,
            CancellationToken cancel) =>
            await aggregates.Find(Recommendation.Category, id, request.AsOfPosition, cancel) is not var (it, _)
                ? request.NotFound()
                : it.MayBeReadBy(request.By)
                    ? request.Show(await traces.Of(id, viewer, request.AsOfPosition, cancel))
                    : request.Forbidden())
        .WithOperation(nameof(TraceRecommendation), "Where a recommendation comes from and what became of it")
        .RequireAnyRole()
        .CostsMuch();
}
