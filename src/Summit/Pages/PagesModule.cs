using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Microsoft.Extensions.WebEncoders;
using Summit.Congress;
using Summit.Deliberation;
using Summit.Http;
using Summit.Programme;
using Summit.Register;

namespace Summit.Pages;

/// <summary>What people see who open the service in a browser: the front page, programmes and outcomes.</summary>
public static class PagesModule
{
    private const int CongressesMax = 50;

    // Links that people typed vouch for nobody. Headings get the anchors that the document's contents link to.
    private static readonly MarkdownPipeline Html = new MarkdownPipelineBuilder()
        .DisableHtml().UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseReferralLinks("nofollow", "noopener", "noreferrer").Build();

    public static IServiceCollection AddPages(this IServiceCollection services) => services
        // What is not ASCII needs no escape in UTF-8.
        .Configure<WebEncoderOptions>(encoders =>
            encoders.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All))
        .AddSingleton<PageRenderer>()
        .AddSingleton<IProblemPage>(provider => provider.GetRequiredService<PageRenderer>());

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AllowAnonymous().CostsMuch().ExcludeFromDescription();
        pages.MapGet("/", async (
            Congresses congresses, PageRenderer renderer, HttpContext http, CancellationToken cancel) =>
            new PageResult(await renderer.Render<HomePage>(PageRenderer.FrameOf(http),
                (nameof(HomePage.Congresses), await Latest(congresses, cancel)))));
        pages.MapGet("/congresses/{slug}/programme", ShowProgramme);
        pages.MapGet("/congresses/{slug}/outcomes", ShowOutcomes);
    }

    private static async Task<IReadOnlyList<Edition>> Latest(Congresses congresses, CancellationToken cancel) =>
        [.. (await congresses.Latest(CongressesMax, cancel)).OrderByDescending(congress => congress.StartsOn)];

    private static async Task<IResult> ShowProgramme(
        CongressRoute route, string? track, Congresses congresses, PublishedProgramme programme,
        RegisterQueries register, PageRenderer renderer, HttpContext http, CancellationToken cancel)
    {
        if (await congresses.Find(route.Id, cancel) is not { } present)
            return new NoPage(renderer);
        Track? only = EnumNames.TryParse<Track>(track, out var named) ? named : null;
        var release = (await congresses.Releases(present.Id, long.MaxValue, cancel)).LastOrDefault();
        // Days, rooms and zone are those that it was published with.
        var congress = release is null ? present : (await congresses.Find(route.Id, cancel, release.Position))!;
        var sessions = release is null ? [] : await programme.Of(congress.Id, release.Position, cancel);
        var leads = await register.Organisations(
            sessions.Select(session => session.Lead).OfType<Guid>().Distinct(), cancel);
        return new PageResult(await renderer.Render<ProgrammePage>(
            PageRenderer.FrameOf(http, only is { } narrowed ? EnumNames.Of(narrowed) : null),
            (nameof(ProgrammePage.Programme), new ProgrammeShown(congress, release, only, sessions, leads))));
    }

    private static async Task<IResult> ShowOutcomes(
        CongressRoute route, Congresses congresses, IPublishedOutcomes outcomes, RepresentationCache cache,
        PageRenderer renderer, HttpContext http, CancellationToken cancel)
    {
        if (await congresses.Find(route.Id, cancel) is not { } congress)
            return new NoPage(renderer);
        var frame = PageRenderer.FrameOf(http);
        var document = await outcomes.Markdown(congress.Id, http.LanguagePreference(), cancel);
        var key = new OutcomesKey(document.Tag, frame.PathBase, frame.Words.Code, frame.NamesLanguage,
            frame.Words.Reader.ToString());
        return new PageResult(await cache.Get(key, () => renderer.Render<OutcomesPage>(frame,
            (nameof(OutcomesPage.Congress), congress),
            (nameof(OutcomesPage.Document), Markdig.Markdown.ToHtml(Encoding.UTF8.GetString(document.Body), Html))),
            cancel));
    }

    private sealed record OutcomesKey(
        string Document, string PathBase, string Language, bool NamesLanguage, string Reader);

    private sealed record NoPage(PageRenderer Renderer) : IResult
    {
        public Task ExecuteAsync(HttpContext http) => Renderer.Show(Problem.Of(Problems.NotFound, http), http);
    }
}
