using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Summit.Http.Tests.Programme;

namespace Summit.Http.Tests.Pages;

public sealed partial class PagesTests(SummitServer server) : IClassFixture<SummitServer>
{
    private const string Hostile = "<script>alert(1)</script>\"'&";

    private static readonly (string, string) Browser =
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");

    [Theory]
    [InlineData("/", "en", "en")]
    [InlineData("/?lang=fr", "en", "fr")]
    [InlineData("/", "es-MX, fr;q=0.5", "es")]
    [InlineData("/", "de", "en")]
    [InlineData("/?lang=french", "fr", "fr")]
    [InlineData("/?utm_source=letter&anything=else", "fr", "fr")]
    public async Task the_front_page_is_in_the_language_of_the_reader(string path, string accepted, string language)
    {
        var page = (await server.Anybody.Get(path, Browser, ("Accept-Language", accepted))).Expect(HttpStatusCode.OK);
        Assert.StartsWith("text/html", page.Headers["Content-Type"]);
        Assert.Equal(language, page.Headers["Content-Language"]);
        Assert.Contains($"<html lang=\"{language}\">", page.Text, StringComparison.Ordinal);
        foreach (var other in new[] { "en", "fr", "es" })
            Assert.Contains($"href=\"?lang={other}\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("Accept-Language", page.Headers["Vary"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task every_link_of_the_pages_leads_to_something_that_can_be_read()
    {
        var scenario = await ProgrammeScenario.Convene(server, "linked");
        await scenario.Session("A talk");
        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name = "First" }))
            .Expect(HttpStatusCode.Created);
        var seen = new HashSet<string>();
        var open = new Stack<string>(["/?lang=fr"]);
        while (open.TryPop(out var address))
        {
            var page = (await server.Anybody.Get(address, Browser)).Expect(HttpStatusCode.OK);
            if (!page.Headers["Content-Type"].StartsWith("text/html", StringComparison.Ordinal)
                || address.StartsWith("/swagger", StringComparison.Ordinal))
                continue;
            Assert.Single(Heading().Matches(page.Text));
            foreach (Match link in Link().Matches(page.Text))
            {
                var target = WebUtility.HtmlDecode(link.Groups[1].Value);
                if (target.StartsWith('#'))
                    Assert.Contains($"id=\"{Uri.UnescapeDataString(target[1..])}\"", page.Text);
                else if (seen.Add(new Uri(new Uri(server.Address, address), target).PathAndQuery))
                    open.Push(new Uri(new Uri(server.Address, address), target).PathAndQuery);
            }
        }
        Assert.Superset(new HashSet<string>
        {
            "/?lang=es", "/congresses/linked/programme?lang=fr", "/congresses/linked/outcomes?lang=fr",
            "/congresses/linked/programme?lang=fr&track=local4action", "/swagger/index.html", "/openapi/v1.json",
        }, seen);
    }

    [Fact]
    public async Task the_programme_shows_what_was_published_by_day_and_track()
    {
        var scenario = await ProgrammeScenario.Convene(server, "by-day");
        (await server.Anybody.Get("/congresses/by-day/programme")).Expect(HttpStatusCode.OK);
        var first = await scenario.Session("First talk", scenario.Slot("09:00", "10:00", day: "2019-11-12"));
        await scenario.Session("Second talk", scenario.Slot("14:30", "15:30", scenario.Hub, "2019-11-13"));
        await scenario.Session("Night talk", new
        {
            room = scenario.Hub, startsAt = "2019-11-13T23:30:00+02:00", endsAt = "2019-11-14T00:30:00+02:00",
        });
        (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name = "Provisional" }))
            .Expect(HttpStatusCode.Created);
        await scenario.Session("Late talk", scenario.Slot("09:00", "10:00", scenario.Hub, "2019-11-14"));
        var page = (await server.Anybody.Get("/congresses/by-day/programme?lang=fr")).Expect(HttpStatusCode.OK).Text;
        Assert.Matches(
            "(?s)Provisional.*mardi 12 novembre 2019.*09:00.*First talk.*Hall.*mercredi 13 novembre 2019.*14:30.*Hub"
            + ".*Night talk.*jeudi 14 novembre 2019.*Night talk",
            page);
        Assert.Contains($"id=\"s-{first}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Late talk", page, StringComparison.Ordinal);
        var other = (await server.Anybody.Get("/congresses/by-day/programme?track=assembly")).Text;
        Assert.DoesNotContain("First talk", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_programme_is_in_the_zone_that_it_was_published_in()
    {
        var scenario = await ProgrammeScenario.Convene(server, "moved-page");
        await scenario.Session("A talk", scenario.Slot("23:30", "23:50", day: "2019-11-12"));
        await Publish("First");
        (await scenario.Organiser.PostSeen(scenario.Path, "change", new
        {
            name = new { en = "World Summit" }, host = new { city = "Seoul", country = "KR" }, timeZone = "Asia/Seoul",
            startsOn = "2019-11-11", endsOn = "2019-11-15", languages = new[] { "en" },
        })).Expect(HttpStatusCode.OK);
        await Shows("12 November 2019.*23:30.*A talk", "Africa/Johannesburg");
        await Publish("Second");
        await Shows("13 November 2019.*06:30.*A talk", "Asia/Seoul");

        async Task Publish(string name) =>
            (await scenario.Organiser.Post($"{scenario.Path}/programme/releases", new { name }))
                .Expect(HttpStatusCode.Created);

        async Task Shows(string talk, string zone)
        {
            var page = (await server.Anybody.Get("/congresses/moved-page/programme?lang=en")).Expect(HttpStatusCode.OK);
            Assert.Matches($"(?s){talk}", page.Text);
            Assert.Contains(zone, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task the_outcomes_show_what_was_adopted_and_nothing_else()
    {
        var scenario = await CongressScenario.Convene(server, "adopted");
        var adopted = await scenario.Agreed("assembly", "Housing", $"Cities house everybody. {Hostile}");
        await scenario.Agreed("assembly", "Water", "Cities share water.");
        await scenario.ConveneWorldAssembly();
        (await scenario.Forward(adopted)).Expect(HttpStatusCode.OK);
        await scenario.Table(adopted);
        await scenario.Decide(adopted, new { decision = "adopted", by = "consensus" });
        var page = (await server.Anybody.Get("/congresses/adopted/outcomes?lang=es")).Expect(HttpStatusCode.OK);
        Assert.Contains("Cities house everybody.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Resultados consolidados", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cities share water.", page.Text, StringComparison.Ordinal);
        AssertHasNoScript(page);
    }

    [Fact]
    public async Task what_people_typed_is_only_ever_words()
    {
        var organiser = await server.As("organiser");
        (await organiser.Post("/v1/congresses", new
        {
            slug = "hostile",
            name = new { en = Hostile, ar = $"\u202E{Hostile}" },
            host = new { city = Hostile, country = "ZA" },
            timeZone = "Africa/Johannesburg",
            startsOn = "2019-11-11",
            endsOn = "2019-11-15",
            languages = new[] { "en" },
        })).Expect(HttpStatusCode.Created);
        (await organiser.Post(
            "/v1/congresses/hostile/programme/releases", new { name = Hostile, note = $"{Hostile}\n{Hostile}" }))
            .Expect(HttpStatusCode.Created);
        foreach (var path in new[] { "/", "/congresses/hostile/programme", "/congresses/hostile/outcomes" })
        {
            foreach (var language in new[] { "en", "ar" })
            {
                var page = (await server.Anybody.Get(path, ("Accept-Language", language))).Expect(HttpStatusCode.OK);
                AssertHasNoScript(page);
                Assert.Contains("&lt;script&gt;", page.Text, StringComparison.Ordinal);
                if (path != "/congresses/hostile/outcomes")
                    Assert.Contains($"<bdi lang=\"{language}\">", page.Text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/congresses/kept/programme")]
    [InlineData("/congresses/kept/outcomes")]
    public async Task a_page_is_kept_under_its_entity_tag_and_has_a_head(string path)
    {
        await Convened("kept");
        var page = (await server.Anybody.Get(path)).Expect(HttpStatusCode.OK);
        Assert.Equal("public, no-cache", page.Headers["Cache-Control"]);
        (await server.Anybody.Get(path, ("If-None-Match", page.ETag!))).Expect(HttpStatusCode.NotModified);
        var head = (await server.Anybody.Send(HttpMethod.Head, path, null)).Expect(HttpStatusCode.OK);
        Assert.Equal(("", page.ETag), (head.Text, head.ETag));
        // The same for whoever asks.
        Assert.Equal(page.Text, (await server.Administrator.Get(path)).Text);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/congresses/nowhere/programme")]
    [InlineData("/congresses/nowhere/outcomes")]
    [InlineData("//elsewhere.example/")]
    public async Task who_looks_in_a_browser_for_what_is_not_there_gets_a_page(string path)
    {
        var page = (await server.Anybody.Get($"{server.Address.GetLeftPart(UriPartial.Authority)}{path}",
            Browser, ("Accept-Language", "fr"))).Expect(HttpStatusCode.NotFound);
        Assert.StartsWith("text/html", page.Headers["Content-Type"]);
        Assert.Contains("Ce qui est demandé", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", page.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", page.Headers["Cache-Control"]);
        AssertHasNoScript(page);
    }

    [Fact]
    public async Task who_takes_anything_gets_problem_details_and_the_API_gives_nothing_else()
    {
        (await server.Anybody.Get("/nowhere")).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await server.Anybody.Get("/nowhere", ("Accept", "*/*")))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        (await server.Anybody.Get("/v1/nowhere", Browser)).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }

    private async Task Convened(string slug)
    {
        if ((await server.Anybody.Get($"/v1/congresses/{slug}")).Status == HttpStatusCode.NotFound)
            await ProgrammeScenario.Convene(server, slug);
    }

    // The policy allows the page's own style, and the page has nothing that the policy forbids.
    private static void AssertHasNoScript(Answer page)
    {
        Assert.DoesNotContain("<script", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(?i)<[^>]+\son\w+=|javascript:|<img|<iframe|<[^>]+\sstyle=", page.Text);
        var style = Assert.Single(Style().Matches(page.Text)).Groups[1].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var policy = page.Headers["Content-Security-Policy"];
        Assert.StartsWith($"default-src 'none'; style-src 'sha256-{hash}'; img-src data:;", policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
    }

    [GeneratedRegex("<a [^>]*href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex("(?s)<style>(.*?)</style>")]
    private static partial Regex Style();
}
