using Summit.Deliberation;
using Summit.Kernel;
using static Summit.Tests.Deliberation.DeliberationSamples;

namespace Summit.Tests.Deliberation;

public sealed class ProposerTests
{
    private static readonly Proposer Partner = new(Role.Partner, "key:1", Organisation: Africa);

    [Fact]
    public void a_partner_is_the_proposer_with_every_key_of_its_organisation()
    {
        Assert.True(Partner.Is(new Actor("key:1", Role.Partner, Organisation: Africa)));
        Assert.True(Partner.Is(new Actor("key:2", Role.Partner, Organisation: Africa)));
        Assert.False(Partner.Is(new Actor("key:2", Role.Partner, Organisation: Paper)));
    }

    [Fact]
    public void a_caller_in_another_role_is_not_the_proposer()
    {
        Assert.False(Partner.Is(new Actor("key:2", Role.Delegate, Organisation: Africa)));
        Assert.False(Partner.Is(new Actor("key:2", Role.Organiser)));
    }

    [Fact]
    public void a_person_is_the_proposer_with_each_of_their_keys() =>
        Assert.True(Proposer.Of(Moussa).Is(Moussa with { Id = "key:2" }));

    [Fact]
    public void a_caller_for_no_organisation_or_person_is_the_proposer_with_the_same_key_only()
    {
        var rapporteur = new Proposer(Role.Rapporteur, "key:1");
        Assert.True(rapporteur.Is(new Actor("key:1", Role.Rapporteur)));
        Assert.False(rapporteur.Is(new Actor("key:2", Role.Rapporteur)));
    }
}
