using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class DebateItemTests
{
    private static readonly DebateItem Ask = new();

    [Fact]
    public void a_presented_item_is_debated() => Given(Convened, Tabled(Housing), new ItemPresented(Housing, 1, Now))
        .When(Ask, Housing, Now)
        .Then(new DebateOpened(Housing, 1, Now));

    [Fact]
    public void an_item_debated_again_is_nothing_new_even_once_it_is_decided()
    {
        Given([Convened, Tabled(Housing), .. Debated(Housing)]).When(Ask, Housing, Now).ThenNothing();
        Given([Convened, .. All(Housing, Adopted(Housing))]).When(Ask, Housing, Now).ThenNothing();
    }

    [Fact]
    public void an_item_is_not_debated_before_it_is_presented() => Given(Convened, Tabled(Housing))
        .When(Ask, Housing, Now)
        .ThenRefused(WorldAssemblyRules.NotPresented);

    [Fact]
    public void an_item_that_is_not_tabled_is_not_debated() =>
        Given(Convened).When(Ask, Housing, Now).ThenRefused(WorldAssemblyRules.NotTabled);

    [Fact]
    public void an_item_is_not_debated_before_the_convening() =>
        Given(Tabled(Housing)).When(Ask, Housing, Now).ThenRefused(WorldAssemblyRules.NotConvened);
}
