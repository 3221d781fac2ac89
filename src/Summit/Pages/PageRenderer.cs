using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Summit.Http;

namespace Summit.Pages;

/// <summary>Renders pages: Razor components, once, to HTML that needs no script.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory logs) : IProblemPage
{
    /// <summary>A page.</summary>
    /// <param name="frame">Where it is, and in which language.</param>
    /// <param name="parameters">What the component is given beside the frame.</param>
    public async Task<Representation> Render<TPage>(
        PageFrame frame, params IEnumerable<(string Name, object? Value)> parameters) where TPage : IComponent
    {
        var given = parameters.Append((nameof(HomePage.Frame), frame)).ToDictionary(one => one.Item1, one => one.Item2);
        await using var renderer = new HtmlRenderer(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(given))).ToHtmlString());
        return new Representation("text/html; charset=utf-8", Encoding.UTF8.GetBytes(html), [frame.Words.Code])
        {
            IsForAll = true,
        };
    }

    /// <summary>Where a request's page is, and in which language.</summary>
    public static PageFrame FrameOf(HttpContext http, string? track = null)
    {
        var reader = http.LanguagePreference();
        var language = reader.OfService;
        return new PageFrame(http.Request.PathBase.ToUriComponent(),
            new PageWords(language, reader with { Ranges = [.. reader.Ranges, language] }), http.NamesLanguage(),
            track);
    }

    /// <inheritdoc/>
    public async Task Show(Problem problem, HttpContext http)
    {
        var page = await Render<ProblemPage>(FrameOf(http), (nameof(ProblemPage.Problem), problem));
        http.Features.Set(new ContentPolicy(PageStyle.Policy));
        http.Response.StatusCode = problem.Status;
        http.Response.ContentType = page.MediaType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentLanguage = page.Languages[0];
        await http.Response.Body.WriteAsync(page.Body, http.RequestAborted);
    }
}

/// <summary>A page as the response of its endpoint.</summary>
internal sealed record PageResult(Representation Page) : IResult
{
    public Task ExecuteAsync(HttpContext http)
    {
        http.Features.Set(new ContentPolicy(PageStyle.Policy));
        return Page.ExecuteAsync(http);
    }
}
