using Summit.Register;
using static Summit.Tests.Register.RegisterSamples;

namespace Summit.Tests.Register;

public sealed class SeparateOrganisationTests
{
    [Fact]
    public void a_joined_entry_stands_for_itself_again_in_the_version_that_follows()
    {
        var separated = Assert.Single(
            SeparateOrganisation.Decide(AnOrganisation with { JoinedInto = Guid.CreateVersion7() }));
        Assert.Equal(((Guid?)null, AnOrganisation.Version + 1), (separated.JoinedInto, separated.Version));
    }

    [Fact]
    public void an_entry_that_stands_for_itself_is_nothing_new()
    {
        var decision = SeparateOrganisation.Decide(AnOrganisation);
        Assert.Null(decision.Refused);
        Assert.Empty(decision.Events);
    }
}
