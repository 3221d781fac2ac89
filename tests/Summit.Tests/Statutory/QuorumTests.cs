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
    public void a_quorum_of_half_the_seated_members_is_rounded_up_and_at_least_one(int seated, int needed) =>
        Assert.Equal(needed, HalfOfSeated.Needed(seated));

    [Fact]
    public void a_fixed_quorum_does_not_depend_on_the_number_of_seated_members() =>
        Assert.Equal(100, new Quorum(QuorumOf.Fixed, Count: 100).Needed(3));
}
