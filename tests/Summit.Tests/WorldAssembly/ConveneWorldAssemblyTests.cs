using Summit.WorldAssembly;
using static Summit.Tests.WorldAssembly.WorldAssemblySamples;

namespace Summit.Tests.WorldAssembly;

public sealed class ConveneWorldAssemblyTests
{
    private static readonly ConveneWorldAssembly Ask = new([Taskforce], Session);
    private static readonly ConveneWorldAssembly.Facts Facts = new(Durban, new HashSet<Guid> { Taskforce }, Durban);

    [Fact]
    public void it_is_convened_for_a_session_of_the_congress() => Given()
        .When(plenary => ConveneWorldAssembly.Decide(plenary, Ask, Facts, Now))
        .Then(Convened);

    [Fact]
    public void a_convener_named_twice_convenes_once() => Given()
        .When(plenary => ConveneWorldAssembly.Decide(plenary, new([Taskforce, Taskforce], Session), Facts, Now))
        .Then(Convened);

    [Fact]
    public void items_that_came_before_the_convening_lie_before_it() => Assert.Single(Given(Tabled(Housing))
        .When(plenary => ConveneWorldAssembly.Decide(plenary, Ask, Facts, Now))
        .Then(Convened).Agenda);

    [Fact]
    public void convened_the_same_way_again_nothing_is_new() => Given(Convened)
        .When(plenary => ConveneWorldAssembly.Decide(plenary, Ask, Facts, Now))
        .ThenNothing();

    [Fact]
    public void it_is_not_convened_twice() => Given(Convened)
        .When(plenary => ConveneWorldAssembly.Decide(plenary, new([Taskforce], Housing), Facts, Now))
        .ThenRefused(WorldAssemblyRules.AlreadyConvened);

    [Fact]
    public void conveners_stand_in_the_register() => Given()
        .When(plenary => ConveneWorldAssembly.Decide(plenary, new([Taskforce, Housing], Session), Facts, Now))
        .ThenRefused(WorldAssemblyRules.NoSuchOrganisation);

    [Fact]
    public void the_session_is_one_of_this_congress() => Given()
        .When(plenary => ConveneWorldAssembly.Decide(plenary, Ask, Facts with { SessionOf = Food }, Now))
        .ThenRefused(WorldAssemblyRules.NoSuchSession);

    [Fact]
    public void there_has_to_be_such_a_session() => Given()
        .When(plenary => ConveneWorldAssembly.Decide(plenary, Ask, Facts with { SessionOf = null }, Now))
        .ThenRefused(WorldAssemblyRules.NoSuchSession);

    [Fact]
    public void a_congress_has_one_stream_for_it_and_another_congress_another()
    {
        Assert.Equal(Plenary.IdOf(Durban), Plenary.IdOf(Durban));
        Assert.NotEqual(Plenary.IdOf(Durban), Plenary.IdOf(Housing));
        // Fixed for good: a stream that was written is found by it.
        Assert.Equal(Guid.Parse("240b76f0-5924-8d78-bf2a-073ebe18a95e"),
            Plenary.IdOf(Guid.Parse("0196f2c4-0000-7000-8000-000000000001")));
        Assert.Equal(8, Plenary.IdOf(Durban).Version);
    }
}
