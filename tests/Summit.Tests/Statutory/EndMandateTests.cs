using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class EndMandateTests
{
    private static readonly EndMandate Ask = new("Resigned.");

    [Fact]
    public void a_mandate_is_ended() =>
        Assert.Empty(Given([.. Established, Seated]).When(Ask, Mayor, Now).Then(Ended).Seats);

    [Fact]
    public void a_mandate_ended_again_is_nothing_new() =>
        Given([.. Established, Seated, Ended]).When(Ask, Mayor, Now).ThenNothing();

    [Fact]
    public void a_mandate_that_a_person_never_had_is_not_ended() =>
        Given(Established).When(Ask, Mayor, Now).ThenRefused(StatutoryRules.NotSeated);
}
