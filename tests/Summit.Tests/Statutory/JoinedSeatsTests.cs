using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class JoinedSeatsTests
{
    private static readonly Guid Into = Guid.CreateVersion7();

    [Fact]
    public void the_seat_of_a_joined_person_is_taken_over_for_its_member_in_its_capacity()
    {
        var body = Given([.. Established, Seated]).State;
        var decision = JoinedSeats.Decide(body, Mayor, Into, Now);
        Assert.Equal(new MandateEnded(Mayor, Reason: null, Now, JoinedInto: Into), decision.Events[0]);
        var after = decision.Events.Aggregate(body, Body.Category.Evolve);
        Assert.Equal(new Seat(City, Into, Capacity.Full, Now), Assert.Single(after.Seats));
    }

    [Fact]
    public void where_both_hold_a_seat_both_keep_it_and_the_body_is_told()
    {
        var body = Given([.. Established, Seated, new MemberSeated(Guid.CreateVersion7(), Into, Capacity.Full, Now)])
            .State;
        var refused = JoinedSeats.Decide(body, Mayor, Into, Now).Refused;
        Assert.Equal((StatutoryRules.AlreadySeated, CouncilId), (refused!.Rule, refused.ConflictsWith[0].Id));
    }

    [Fact]
    public void a_body_in_which_the_joined_person_holds_no_seat_has_no_part() =>
        Given(Established).When(body => JoinedSeats.Decide(body, Mayor, Into, Now)).ThenNothing();
}
