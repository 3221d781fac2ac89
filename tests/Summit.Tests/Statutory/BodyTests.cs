using Summit.Kernel;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Tests.Statutory;

public sealed class BodyTests
{
    private static readonly DateTimeOffset Now = new(2019, 3, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Guid City = Guid.CreateVersion7();
    private static readonly Guid Mayor = Guid.CreateVersion7();
    private static readonly Quorum Half = new(QuorumOf.Seated, 1, 2);

    private static readonly EstablishBody Ask =
        new("world-council", LocalisedText.Of(("en", "World Council")), Guid.CreateVersion7(), Half);

    private static readonly BodyEvent[] Established =
    [
        new BodyEstablished(Id, Ask.Code, Ask.Name, Ask.Organisation, Now), new RulesSet(Half, Now),
    ];

    private static readonly MemberSeated Seated = new(City, Mayor, Capacity.Full, Now);

    [Fact]
    public void a_body_is_established_with_its_quorum() => Given.Stream(Body.Category)
        .When(_ => EstablishBody.Decide(Id, Ask, OrganisationKind.StatutoryBody, Now))
        .Then(Established);

    [Theory]
    [InlineData(null)]
    [InlineData(OrganisationKind.Section)]
    public void a_body_is_one_of_the_register(OrganisationKind? kind) => Given.Stream(Body.Category)
        .When(_ => EstablishBody.Decide(Id, Ask, kind, Now)).ThenRefused(StatutoryRules.NotAStatutoryBody);

    [Theory]
    [InlineData(QuorumOf.Seated, 2, 1, null)]
    [InlineData(QuorumOf.Seated, 1, null, null)]
    [InlineData(QuorumOf.Seated, 1, 2, 3)]
    [InlineData(QuorumOf.Fixed, null, null, null)]
    [InlineData(QuorumOf.Fixed, 1, 2, 3)]
    public void a_quorum_says_what_it_needs_to(QuorumOf of, int? numerator, int? denominator, int? count)
    {
        var quorum = new Quorum(of, numerator, denominator, count);
        Given.Stream(Body.Category)
            .When(_ => EstablishBody.Decide(Id, Ask with { Quorum = quorum }, OrganisationKind.StatutoryBody, Now))
            .ThenRefused(StatutoryRules.QuorumIllFormed);
        Given.Stream(Body.Category, Established).When(body => SetRules.Decide(body, new(quorum), Now))
            .ThenRefused(StatutoryRules.QuorumIllFormed);
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(7, 4)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void half_of_those_seated_is_rounded_up(int seated, int needed) => Assert.Equal(needed, Half.Needed(seated));

    [Fact]
    public void a_fixed_number_stays_whoever_is_seated() =>
        Assert.Equal(100, new Quorum(QuorumOf.Fixed, Count: 100).Needed(3));

    [Fact]
    public void rules_are_laid_down_anew_once()
    {
        var ask = new SetRules(new Quorum(QuorumOf.Fixed, Count: 5));
        Given.Stream(Body.Category, Established).When(body => SetRules.Decide(body, ask, Now))
            .Then(new RulesSet(ask.Quorum, Now));
        Given.Stream(Body.Category, Established).When(body => SetRules.Decide(body, new(Half), Now)).ThenNothing();
    }

    [Fact]
    public void a_member_is_seated_once()
    {
        Seat(Established, Mayor).Then(Seated);
        Seat([.. Established, Seated], Mayor).ThenNothing();
    }

    [Fact]
    public void only_members_hold_seats_through_people_of_the_register()
    {
        Seat(Established, Mayor, isMember: false).ThenRefused(StatutoryRules.NotAMember);
        Seat(Established, Mayor, isPerson: false).ThenRefused(StatutoryRules.NoSuchPerson);
    }

    [Fact]
    public void a_member_has_one_delegate_and_one_substitute_and_a_person_one_seat()
    {
        var deputy = Guid.CreateVersion7();
        Seat([.. Established, Seated], deputy).ThenRefused(StatutoryRules.SeatTaken);
        Seat([.. Established, Seated], deputy, Capacity.Substitute)
            .Then(new MemberSeated(City, deputy, Capacity.Substitute, Now));
        Seat([.. Established, Seated], Mayor, Capacity.Substitute).ThenRefused(StatutoryRules.AlreadySeated);
    }

    [Fact]
    public void a_mandate_ends_once_and_the_seat_is_free_again()
    {
        var ended = End([.. Established, Seated]).Then(new MandateEnded(Mayor, "Resigned.", Now));
        Assert.Empty(ended.Seats);
        End([.. Established, Seated, new MandateEnded(Mayor, "Resigned.", Now)]).ThenNothing();
        Seat([.. Established, Seated, new MandateEnded(Mayor, "Resigned.", Now)], Mayor).Then(Seated);
        End(Established).ThenRefused(StatutoryRules.NotSeated);
    }

    private static When<Body, BodyEvent> Seat(
        BodyEvent[] history,
        Guid person,
        Capacity capacity = Capacity.Full,
        bool isMember = true,
        bool isPerson = true) =>
        Given.Stream(Body.Category, history)
            .When(body => SeatMember.Decide(body, new(City, person, capacity), new(isMember, isPerson), Now));

    private static When<Body, BodyEvent> End(BodyEvent[] history) => Given.Stream(Body.Category, history)
        .When(body => EndMandate.Decide(body, Mayor, new EndMandate("Resigned."), Now));
}
