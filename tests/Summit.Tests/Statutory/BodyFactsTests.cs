using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class BodyFactsTests
{
    private static readonly SeatFact Full = new(City, Mayor, IsSubstitute: false);
    private static readonly SeatFact Substitute = new(City, Guid.CreateVersion7(), IsSubstitute: true);
    private static readonly SeatFact Other = new(Guid.CreateVersion7(), Guid.CreateVersion7(), IsSubstitute: false);

    [Fact]
    public void a_substitute_counts_while_the_full_member_is_absent()
    {
        Assert.Equal(1, Present([Full, Substitute, Other], Substitute));
        Assert.Equal(2, Present([Full, Substitute, Other], Substitute, Other));
    }

    [Fact]
    public void a_substitute_does_not_count_beside_the_full_member() =>
        Assert.Equal(1, Present([Full, Substitute, Other], Full, Substitute));

    [Fact]
    public void a_substitute_of_an_organisation_without_a_full_member_does_not_count() =>
        Assert.Equal(0, Present([Substitute], Substitute));

    private static int Present(SeatFact[] seats, params SeatFact[] present) =>
        new BodyFacts(CouncilId, Name, CouncilOrganisation, seats, 1)
            .SeatsPresent(present.Select(seat => seat.Person).ToHashSet());
}
