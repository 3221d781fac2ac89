using Summit.Http;
using Summit.Papers;

namespace Summit.Deliberation;

/// <summary>What became of a paper's proposals (DE16).</summary>
public static class TracePaper
{
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/papers/{id:guid}/trace", async (
            Guid id, ReadRequest request, TraceBuilder traces, PublishedPapers papers, CancellationToken cancel) =>
        {
            var paper = (await papers.Find([id], cancel, request.AsOfPosition)).GetValueOrDefault(id);
            if (paper is null || !IsKnownTo(request.By!, paper))
                return request.NotFound();
            return request.By!.HasScope(paper.Congress, paper.Track)
                ? request.Show(await traces.Of(id, request.By, request.AsOfPosition, cancel))
                : request.Forbidden();
        })
        .WithOperation(nameof(TracePaper), "What became of a paper's proposals")
        .RequireAnyRole();

    // A paper that is not public is known to those who submitted it and to those who work on it.
    private static bool IsKnownTo(Actor by, PaperFacts paper) => paper.IsPublic
        || by.Role is Role.Organiser or Role.Rapporteur or Role.Auditor or Role.Administrator
        || by.Organisation == paper.Organisation;
}
