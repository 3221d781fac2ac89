using System.Net;
using Summit.Papers;

namespace Summit.Http.Tests.Papers;

[Collection(typeof(PapersServer))]
public sealed class EndorsePaperTests(SummitServer server)
{
    [Fact]
    public async Task sixteen_endorsements_at_once_by_one_organisation_count_once()
    {
        var world = await PapersScenario.Convene(server, "sixteen");
        var paper = await world.Accepted();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => world.OtherPartner.Post(
            $"/v1/papers/{paper.Id}/endorsements", new { organisation = world.OtherSection })));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created),
            answer => answer.Expect(HttpStatusCode.OK));
        var read = await world.Organiser.Get($"/v1/papers/{paper.Id}");
        Assert.Equal(world.OtherSection, (Guid)Assert.Single(read.Body["endorsements"]!.AsArray())!["organisation"]!);
        Assert.Equal("\"3\"", read.ETag);
    }

    [Fact]
    public async Task an_endorsement_before_acceptance_does_not_show_the_paper_to_its_endorser()
    {
        var world = await PapersScenario.Convene(server, "closed");
        var paper = await world.Submitted();
        var endorsed = (await world.OtherPartner.Post($"/v1/papers/{paper.Id}/endorsements",
            new { organisation = world.OtherSection })).Expect(HttpStatusCode.Created);
        Assert.Null(endorsed.Body["title"]);
        Assert.True((bool)(await world.OtherPartner.Get(endorsed.Headers["Location"])).Body["stands"]!);
        (await world.OtherPartner.Get($"/v1/papers/{paper.Id}"))
            .ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
        Assert.Empty(await world.Titles(world.OtherPartner));
    }

    [Fact]
    public async Task an_organisation_endorses_neither_for_others_nor_its_own_paper()
    {
        var world = await PapersScenario.Convene(server, "others");
        var paper = await world.Submitted();
        var endorsements = $"/v1/papers/{paper.Id}/endorsements";
        (await world.OtherPartner.Post(endorsements, new { organisation = world.Section }))
            .ExpectProblem(HttpStatusCode.Forbidden, "http/forbidden");
        (await world.Partner.Post(endorsements, new { organisation = world.Section }))
            .ExpectRefused(PaperRules.OwnPaper);
        (await world.Organiser.Post(endorsements, new { organisation = Guid.CreateVersion7() }))
            .ExpectRefused(PaperRules.NoSuchOrganisation);
        (await world.OtherPartner.Post($"/v1/papers/{Guid.CreateVersion7()}/endorsements",
            new { organisation = world.OtherSection })).ExpectProblem(HttpStatusCode.NotFound, "http/not-found");
    }
}
