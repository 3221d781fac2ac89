using System.Net;
using Summit.Http.Tests.Programme;
using Summit.Statutory;

namespace Summit.Http.Tests.Statutory;

[Collection(typeof(StatutoryServer))]
public sealed class EstablishBodyTests(SummitServer server)
{
    [Fact]
    public async Task a_code_and_an_organisation_belong_to_only_one_body()
    {
        var scenario = await ProgrammeScenario.Convene(server, "codes");
        var (one, other) =
            (await scenario.Organisation("statutory-body"), await scenario.Organisation("statutory-body"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Establish("raced", one)));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        (await Establish("raced", other)).ExpectRefused(StatutoryRules.CodeTaken);
        (await Establish("another", one)).ExpectRefused(StatutoryRules.OrganisationTaken);
        (await Establish("a-section", await scenario.Organisation("section")))
            .ExpectRefused(StatutoryRules.NotAStatutoryBody);

        Task<Answer> Establish(string code, Guid organisation) => scenario.Organiser.Post("/v1/bodies",
            new { code, name = ProgrammeScenario.En("Body"), organisation, quorum = new { of = "fixed", count = 1 } });
    }
}
