using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class EndorsePaperTests(SummitServer server)
{
    [Fact]
    public async Task sixteen_endorsements_at_once_by_one_organisation_count_once()
    {
        var scenario = await PapersScenario.Convene(server, "sixteen");
        var paper = await scenario.Accepted();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => scenario.OtherPartner.Post(
            $"/v1/papers/{paper.Id}/endorsements", new { organisation = scenario.OtherSection })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.Expect(HttpStatusCode.OK));
        var read = await scenario.Organiser.Get($"/v1/papers/{paper.Id}");
        Assert.Equal(scenario.OtherSection,
            (Guid)Assert.Single(read.Body["endorsements"]!.AsArray())!["organisation"]!);
        Assert.StartsWith("\"3", read.ETag);
    }

    [Fact]
    public async Task an_endorsement_before_acceptance_does_not_show_the_paper_to_its_endorser()
    {
        var scenario = await PapersScenario.Convene(server, "closed");
        var paper = await scenario.Submitted();
        var endorsed = (await scenario.OtherPartner.Post($"/v1/papers/{paper.Id}/endorsements",
            new { organisation = scenario.OtherSection })).Expect(HttpStatusCode.Created);
        Assert.Null(endorsed.Body["title"]);
        Assert.True((bool)(await scenario.OtherPartner.Get(endorsed.Headers["Location"])).Body["stands"]!);
        (await scenario.OtherPartner.Get($"/v1/papers/{paper.Id}"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        Assert.Empty(await scenario.Titles(scenario.OtherPartner));
    }

    [Fact]
    public async Task an_organisation_endorses_neither_for_others_nor_its_own_paper()
    {
        var scenario = await PapersScenario.Convene(server, "others");
        var paper = await scenario.Submitted();
        var endorsements = $"/v1/papers/{paper.Id}/endorsements";
        (await scenario.OtherPartner.Post(endorsements, new { organisation = scenario.Section }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await scenario.Partner.Post(endorsements, new { organisation = scenario.Section }))
            .ExpectRefused(PaperRules.OwnPaper);
        (await scenario.Organiser.Post(endorsements, new { organisation = Guid.CreateVersion7() }))
            .ExpectRefused(PaperRules.NoSuchOrganisation);
        (await scenario.OtherPartner.Post($"/v1/papers/{Guid.CreateVersion7()}/endorsements",
            new { organisation = scenario.OtherSection })).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }
}
