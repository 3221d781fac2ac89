using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class QuorumTests
{
    [Theory]
    [InlineData(8, 4)]
    [InlineData(7, 4)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void half_of_those_seated_is_rounded_up_and_one_at_least(int seated, int needed) =>
        Assert.Equal(needed, HalfOfSeated.Needed(seated));

    [Fact]
    public void a_fixed_quorum_is_the_same_however_many_are_seated() =>
        Assert.Equal(100, new Quorum(QuorumOf.Fixed, Count: 100).Needed(3));
}
