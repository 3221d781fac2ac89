using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class SetRulesTests
{
    private static readonly SetRules Ask = new(new Quorum(QuorumOf.Fixed, Count: 5));

    [Fact]
    public void a_body_gets_another_quorum() =>
        Given(Established).When(Ask, Now).Then(new RulesSet(Ask.Quorum, Now));

    [Fact]
    public void the_same_quorum_again_is_nothing_new() =>
        Given(Established).When(new SetRules(HalfOfSeated), Now).ThenNothing();

    [Theory]
    [MemberData(nameof(StatutorySamples.IllFormed), MemberType = typeof(StatutorySamples))]
    public void an_ill_formed_quorum_is_refused(QuorumOf of, int? numerator, int? denominator, int? count) =>
        Given(Established)
            .When(new SetRules(new Quorum(of, numerator, denominator, count)), Now)
            .ThenRefused(StatutoryRules.QuorumIllFormed);
}
