using Summit.Congress;
using Summit.Kernel;
using static Summit.Tests.Congress.CongressSamples;

namespace Summit.Tests.Congress;

public sealed class DefinePolicyDomainTests
{
    private static readonly DefinePolicyDomain Ask = new("climate", LocalisedText.Of(("en", "Climate")));
    private static readonly PolicyDomainDefined Defined = new("climate", Ask.Name);

    [Fact]
    public void a_policy_domain_is_defined() => Given(Convened).When(Ask).Then(Defined);

    [Fact]
    public void a_policy_domain_defined_again_with_the_same_name_is_nothing_new() =>
        Given(Convened, Defined).When(Ask).ThenNothing();

    [Fact]
    public void a_policy_domain_defined_again_with_another_name_is_renamed()
    {
        var name = LocalisedText.Of(("en", "Climate"), ("fr", "Climat"));
        Given(Convened, Defined).When(Ask with { Name = name }).Then(new PolicyDomainDefined("climate", name));
    }
}
