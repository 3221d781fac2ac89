using Summit.Register;
using static Summit.Tests.Register.RegisterSamples;

namespace Summit.Tests.Register;

public sealed class SeparatePersonTests
{
    [Fact]
    public void a_joined_entry_stands_for_itself_again_in_the_version_that_follows()
    {
        var separated = Assert.Single(SeparatePerson.Decide(APerson with { JoinedInto = Guid.CreateVersion7() }));
        Assert.Equal(((Guid?)null, APerson.Version + 1), (separated.JoinedInto, separated.Version));
    }

    [Fact]
    public void an_entry_that_stands_for_itself_is_nothing_new()
    {
        var decision = SeparatePerson.Decide(APerson);
        Assert.Null(decision.Refused);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void who_was_erased_is_separated_no_more() => Assert.Equal(RegisterRules.Erased,
        SeparatePerson.Decide(APerson.WithoutData() with { ErasedAt = APerson.CreatedAt }).Refused?.Rule);
}
