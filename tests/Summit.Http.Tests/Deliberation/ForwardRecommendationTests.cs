using Summit.Deliberation;

namespace Summit.Http.Tests.Deliberation;

[Collection(typeof(DeliberationServer))]
public sealed class ForwardRecommendationTests(SummitServer server)
{
    [Fact]
    public async Task a_forward_is_refused_until_a_world_assembly_is_convened()
    {
        var scenario = await CongressScenario.Convene(server, "not-convened");
        var a = await scenario.Agreed("assembly", "A", "A1.");
        (await scenario.Forward(a)).ExpectRefused(DeliberationRules.WorldAssemblyNotConvened);
    }
}
