using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Summit.Http.Tests.Programme;
using Summit.Store;

namespace Summit.Http.Tests.Http;

public sealed class PagingTests(SummitServer server) : IClassFixture<SummitServer>
{
    [Fact]
    public async Task a_cursor_goes_on_with_its_own_list_filters_and_moment_only()
    {
        var scenario = await ProgrammeScenario.Convene(server, "cursors");
        await ProgrammeScenario.Convene(server, "cursors-of-another");
        for (var n = 0; n < 3; n++)
            await scenario.Session($"Talk {n}");
        var head = await server.Services.GetRequiredService<EventStreams>().Head(CancellationToken.None);
        foreach (var (list, others) in new (string, string[])[]
        {
            ($"{scenario.Path}/sessions?track=local4action",
            [
                $"{scenario.Path}/sessions?", $"{scenario.Path}/sessions?track=assembly",
                $"{scenario.Path}/sessions?track=local4action&q=talk",
                $"{scenario.Path}/sessions?track=local4action&position={head}",
                "/v1/congresses/cursors-of-another/sessions?track=local4action", "/v1/congresses?",
                "/v1/organisations?", $"{scenario.Path}/papers?track=local4action", "/v1/deliveries?",
            ]),
            ($"/v1/congresses?position={head}",
            [
                "/v1/congresses?", $"/v1/congresses?position={head - 1}",
                "/v1/congresses?asOf=2019-03-01T09:00:00Z",
            ]),
            ("/v1/organisations?", ["/v1/organisations?kind=local-government", "/v1/people?", "/v1/bodies?"]),
        })
        {
            var page = (await scenario.Organiser.Get($"{list}&limit=1")).Expect(HttpStatusCode.OK);
            var cursor = (string)page.Body["cursor"]!;
            (await scenario.Organiser.Get($"{list}&limit=2&lang=fr&cursor={cursor}")).Expect(HttpStatusCode.OK);
            foreach (var other in others)
            {
                var refused = (await scenario.Organiser.Get($"{other}&cursor={cursor}"))
                    .ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
                Assert.NotNull(refused.Body["errors"]!["?cursor"]);
            }
        }
    }

    [Fact]
    public async Task a_list_as_of_a_position_that_is_not_there_yet_does_not_shift_when_it_is()
    {
        var scenario = await ProgrammeScenario.Convene(server, "ahead");
        await scenario.Session("One");
        await scenario.Session("Two");
        var list = $"{scenario.Path}/sessions?position={int.MaxValue}";
        var first = (await scenario.Organiser.Get($"{list}&limit=1")).Expect(HttpStatusCode.OK);
        await scenario.Session("Three");
        var second = await scenario.Organiser.Get($"{list}&cursor={(string?)first.Body["cursor"]}");
        Assert.Equal("Two", (string?)Assert.Single(second.Expect(HttpStatusCode.OK).Body["items"]!.AsArray())!
            ["title"]!["en"]);
        Assert.Equal(first.Headers[StoredResponseResult.PositionHeader],
            second.Headers[StoredResponseResult.PositionHeader]);
    }
}
