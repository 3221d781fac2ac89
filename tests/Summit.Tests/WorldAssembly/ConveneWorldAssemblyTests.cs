using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class ConveneWorldAssemblyTests
{
    private static readonly ConveneWorldAssembly Ask = new([Taskforce], Session);
    private static readonly ConveneWorldAssembly.Facts Facts = new(new HashSet<Guid> { Taskforce }, Durban);

    [Fact]
    public void the_world_assembly_is_convened_for_a_session_of_the_congress() =>
        Given().When(Ask, Durban, Facts, Now).Then(Convened);

    [Fact]
    public void a_convener_named_twice_convenes_once() => Given()
        .When(Ask with { Conveners = [Taskforce, Taskforce] }, Durban, Facts, Now)
        .Then(Convened);

    [Fact]
    public void items_that_were_tabled_before_the_convening_stay_on_the_agenda() => Assert.Single(
        Given(Tabled(Housing)).When(Ask, Durban, Facts, Now).Then(Convened).Agenda);

    [Fact]
    public void a_world_assembly_convened_again_in_the_same_way_is_nothing_new() =>
        Given(Convened).When(Ask, Durban, Facts, Now).ThenNothing();

    [Fact]
    public void a_world_assembly_is_not_convened_again_for_another_session() => Given(Convened)
        .When(Ask with { Session = Housing }, Durban, Facts, Now)
        .ThenRefused(WorldAssemblyRules.AlreadyConvened);

    [Fact]
    public void a_convener_that_the_register_does_not_have_is_refused() => Given()
        .When(Ask with { Conveners = [Taskforce, Housing] }, Durban, Facts, Now)
        .ThenRefused(WorldAssemblyRules.NoSuchOrganisation);

    [Fact]
    public void a_session_of_another_congress_is_refused() => Given()
        .When(Ask, Durban, Facts with { SessionOf = Food }, Now)
        .ThenRefused(WorldAssemblyRules.NoSuchSession);

    [Fact]
    public void a_session_that_does_not_exist_is_refused() => Given()
        .When(Ask, Durban, Facts with { SessionOf = null }, Now)
        .ThenRefused(WorldAssemblyRules.NoSuchSession);
}
