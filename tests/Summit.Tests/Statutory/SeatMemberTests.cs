using Summit.Statutory;
using static Summit.Tests.Statutory.StatutorySamples;

namespace Summit.Tests.Statutory;

public sealed class SeatMemberTests
{
    private static readonly SeatMember Ask = new(City, Mayor, Capacity.Full);
    private static readonly SeatMember.Facts Facts = new(IsMember: true, IsPerson: true);
    private static readonly Guid Deputy = Guid.CreateVersion7();

    [Fact]
    public void a_member_is_seated() => Given(Established).When(Ask, Facts, Now).Then(Seated);

    [Fact]
    public void a_member_seated_again_is_nothing_new() =>
        Given([.. Established, Seated]).When(Ask, Facts, Now).ThenNothing();

    [Fact]
    public void an_organisation_that_is_no_member_gets_no_seat() => Given(Established)
        .When(Ask, Facts with { IsMember = false }, Now)
        .ThenRefused(StatutoryRules.NotAMember);

    [Fact]
    public void a_person_that_the_register_does_not_have_gets_no_seat() => Given(Established)
        .When(Ask, Facts with { IsPerson = false }, Now)
        .ThenRefused(StatutoryRules.NoSuchPerson);

    [Fact]
    public void a_member_has_one_full_seat() => Given([.. Established, Seated])
        .When(Ask with { Person = Deputy }, Facts, Now)
        .ThenRefused(StatutoryRules.SeatTaken);

    [Fact]
    public void a_member_has_a_substitute_beside_its_full_seat() => Given([.. Established, Seated])
        .When(new SeatMember(City, Deputy, Capacity.Substitute), Facts, Now)
        .Then(new MemberSeated(City, Deputy, Capacity.Substitute, Now));

    [Fact]
    public void a_person_has_one_seat() => Given([.. Established, Seated])
        .When(Ask with { Capacity = Capacity.Substitute }, Facts, Now)
        .ThenRefused(StatutoryRules.AlreadySeated);

    [Fact]
    public void a_seat_is_free_again_after_its_mandate_has_ended() =>
        Given([.. Established, Seated, Ended]).When(Ask, Facts, Now).Then(Seated);
}
