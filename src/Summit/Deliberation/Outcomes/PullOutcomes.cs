using Summit.Congress;
using Summit.Http;
using Summit.Papers;

namespace Summit.Deliberation;

/// <summary>A rapporteur pulls the consolidated outcomes of a Congress, as data or as a document (DE17).</summary>
internal static class PullOutcomes
{
    // The view is there in milliseconds, or it fails.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(3);

    private const string AsJson = "application/json";
    private const string AsMarkdown = "text/markdown";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/congresses/{slug}/outcomes", Pull)
        .WithOperation("ListOutcomes", "The consolidated outcomes; without a key, those adopted")
        .AllowAnonymous()
        .CostsMuch()
        .Produces<OutcomeDocument>(StatusCodes.Status200OK, AsJson, AsMarkdown)
        .Produces<Problem>(StatusCodes.Status403Forbidden, Problem.MediaType)
        .Produces<Problem>(StatusCodes.Status406NotAcceptable, Problem.MediaType);

    private static async Task<IResult> Pull(
        ReadRequest request, CongressRoute congress, string? domain, AnyOf<Track> track, string? section,
        AnyOf<RecommendationStatus> status, Congresses congresses, PaperViewer? viewer,
        OutcomeRepresentations outcomes, HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (await congresses.Find(congress.Id, cancel, request.AsOfPosition) is not { } edition)
            return request.NotFound();
        if (request.By?.Scope.Overlaps(new Scope(edition.Id)) == false)
            return request.Forbidden();
        // Who has a key may have just changed what they read; who has none waits only for the position that they name.
        var isNamed = request.IsPast || request.SeenPosition > 0;
        var reached = await outcomes.Reached(
            request.AsOfPosition, isNamed || request.By is not null ? WaitMax : OutcomeRepresentations.AnybodyWaitMax,
            cancel);
        if (reached is { } position)
            request.Tell(position);
        else if (isNamed)
            return request.Behind();
        var asMarkdown = Negotiation.Best(http.Request, [AsJson, AsMarkdown]) == AsMarkdown;
        return await outcomes.Of(
            new OutcomeRequest(edition.Id, new OutcomeFilter(domain, track.Values, section, status.Values), viewer,
                asMarkdown, asMarkdown || http.NamesLanguage() ? request.Languages : null, request.AsOfPosition,
                request.AsOf),
            reached, cancel);
    }
}
