using Summit.Register;
using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class JoinedMembersTests
{
    private static readonly Guid Substitute = Guid.CreateVersion7();

    private static readonly Organisation Into = new(Guid.CreateVersion7(), Name, OrganisationKind.LocalGovernment,
        null, null, null, [new Membership(MembershipOf.WorldOrganisation, new DateOnly(2004, 5, 5))], Now);

    [Fact]
    public void those_who_sit_for_a_joined_organisation_sit_for_the_one_that_stays_in_their_capacity()
    {
        var body = Given([.. Established, Seated, new MemberSeated(City, Substitute, Capacity.Substitute, Now)]).State;
        var after = JoinedMembers.Decide(body, City, Into, Now).Events.Aggregate(body, Body.Category.Evolve);
        Assert.Equal(
            [new Seat(Into.Id, Mayor, Capacity.Full, Now), new Seat(Into.Id, Substitute, Capacity.Substitute, Now)],
            after.Seats);
        Assert.Empty(after.Former);
    }

    [Fact]
    public void where_both_have_such_a_seat_both_keep_it_and_the_body_is_told()
    {
        var other = new MemberSeated(Into.Id, Substitute, Capacity.Full, Now);
        var refused = JoinedMembers.Decide(Given([.. Established, Seated, other]).State, City, Into, Now).Refused;
        Assert.Equal((StatutoryRules.SeatTaken, CouncilId), (refused!.Rule, refused.ConflictsWith[0].Id));
        Given([.. Established, Seated, other with { Capacity = Capacity.Substitute }])
            .When(body => JoinedMembers.Decide(body, City, Into, Now))
            .Then(new MandateEnded(Mayor, Reason: null, Now, Into.Id),
                new MemberSeated(Into.Id, Mayor, Capacity.Full, Now));
    }

    [Fact]
    public void the_seat_of_a_member_joined_into_an_entry_that_is_none_stays_and_the_body_is_told()
    {
        var refused = JoinedMembers.Decide(
            Given([.. Established, Seated]).State, City, Into with { Memberships = [] }, Now).Refused;
        Assert.Equal((StatutoryRules.NotAMember, CouncilId), (refused!.Rule, refused.ConflictsWith[0].Id));
    }

    [Fact]
    public void a_body_in_which_nobody_sits_for_the_joined_organisation_has_no_part() =>
        Given(Established).When(body => JoinedMembers.Decide(body, City, Into, Now)).ThenNothing();
}
