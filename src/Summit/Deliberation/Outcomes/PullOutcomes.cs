using System.Text;
using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.WorldAssembly;

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
        AnyOf<RecommendationStatus> status, Congresses congresses, PublishedSessions sessions, PublishedPapers papers,
        RegisterQueries register, PublishedWorldAssemblies assemblies, PaperViewer? viewer, OutcomeRows outcomes,
        SubscriptionHost subscriptions, EventStreams streams, HttpContext http)
    {
        var cancel = http.RequestAborted;
        if (await congresses.Find(congress.Id, cancel, request.AsOfPosition) is not { } edition)
            return request.NotFound();
        if (request.By?.Scope.Overlaps(new Scope(edition.Id)) == false)
            return request.Forbidden();
        if (await Behind(request, subscriptions, streams, cancel) is { } behind)
            return behind;
        long? position = request.IsPast ? request.AsOfPosition : null;
        var rows = await outcomes.OfCongress(edition.Id, request.AsOfPosition, cancel);
        var names = OutcomeNames.For(viewer,
            await sessions.Find(rows.SelectMany(row => row.It.Sessions), cancel, request.AsOfPosition),
            await papers.Find(rows.SelectMany(row => row.It.Papers.Select(p => p.Paper)), cancel, request.AsOfPosition),
            await register.Organisations(OutcomeNames.OrganisationsOf(rows), cancel));
        var filter = new OutcomeFilter(domain, track.Values, section, status.Values);
        var outcome = await assemblies.Outcome(edition.Id, request.AsOfPosition, cancel);
        var document = Outcomes.Of(edition, rows, names, filter, request.By, outcome, position);
        return Negotiation.Best(http.Request, [AsJson, AsMarkdown]) == AsJson
            ? request.Show(document)
            : new MarkdownShown(document, request.Languages,
                new OutcomeSelection(filter.For(request.By), request.By is null, request.AsOf));
    }

    // Who has a key may have just changed what they read; who has none waits only for the position that they name.
    private static async Task<Problem?> Behind(
        ReadRequest request, SubscriptionHost subscriptions, EventStreams streams, CancellationToken cancel)
    {
        var isNamed = request.IsPast || request.SeenPosition > 0;
        if (!isNamed && request.By is null)
            return null;
        var upTo = Math.Min(request.AsOfPosition, await streams.Head(cancel));
        if (!await subscriptions.CaughtUp(upTo, WaitMax, cancel, ConsolidatedOutcome.Table))
            return isNamed ? request.Behind() : null;
        request.Tell(upTo);
        return null;
    }
}

/// <summary>Outcomes shown as a Markdown document, in the language the reader prefers of those it can be in.</summary>
internal sealed record MarkdownShown(
    OutcomeDocument Document, LanguagePreference Reader, OutcomeSelection Selection) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        var language = Reader.OfService;
        return RepresentationResult.Write(http, "text/markdown; charset=utf-8", [language], null,
            Encoding.UTF8.GetBytes(OutcomeMarkdown.Render(Document, language, Reader, Selection)));
    }
}
