using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class PresentItemTests
{
    private static readonly PresentItem Ask = new();

    [Fact]
    public void a_tabled_item_is_presented() =>
        Given(Convened, Tabled(Housing)).When(Ask, Housing, Now).Then(new ItemPresented(Housing, 1, Now));

    [Fact]
    public void an_item_presented_again_is_nothing_new_even_once_it_is_decided()
    {
        Given([Convened, Tabled(Housing), .. Debated(Housing)]).When(Ask, Housing, Now).ThenNothing();
        Given([Convened, .. All(Housing, Adopted(Housing))]).When(Ask, Housing, Now).ThenNothing();
    }

    [Fact]
    public void an_item_that_is_not_tabled_is_not_presented() =>
        Given(Convened).When(Ask, Housing, Now).ThenRefused(WorldAssemblyRules.NotTabled);

    [Fact]
    public void an_item_is_not_presented_before_the_convening() =>
        Given(Tabled(Housing)).When(Ask, Housing, Now).ThenRefused(WorldAssemblyRules.NotConvened);
}
