using Summit.Http;
using Summit.Papers;

namespace Summit.Deliberation;

/// <summary>What became of a paper's proposals (DE16), for those who may know of the paper (PA13).</summary>
public static class TracePaper
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/papers/{id:guid}/trace", async (
            Guid id, ReadRequest request, PaperViewer viewer, TraceBuilder traces, PublishedPapers papers,
            CancellationToken cancel) =>
            PaperViewer.Visible(await papers.Find([id], cancel, request.AsOfPosition), viewer).ContainsKey(id)
                ? request.Show(await traces.Of(id, viewer, request.AsOfPosition, cancel))
                : request.NotFound())
        .WithOperation(nameof(TracePaper), "What became of a paper's proposals")
        .RequireAnyRole()
        .CostsMuch();
}
