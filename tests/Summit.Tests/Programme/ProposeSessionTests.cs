using Summit.Kernel;
using Summit.Programme;
using Summit.Register;
using static Summit.Tests.Programme.ProgrammeSamples;

namespace Summit.Tests.Programme;

public sealed class ProposeSessionTests
{
    [Theory]
    [InlineData(Track.Assembly)]
    [InlineData(Track.TownHall)]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_session_of_each_track_is_proposed(Track track) => Given()
        .When(Propose(track), SessionId, FactsOf(track), Organiser, Now)
        .Then(ProposedIn(track));

    [Fact]
    public void a_session_is_proposed_with_its_slot() => Given()
        .When(Propose(Track.Assembly) with { Slot = Schedule() }, SessionId, FactsOf(Track.Assembly), Organiser, Now)
        .Then(ProposedIn(), new SessionScheduled(Morning));

    [Fact]
    public void a_partner_proposes_a_session_without_its_slot() => Given()
        .When(Propose(Track.TownHall), SessionId, FactsOf(Track.TownHall), Partner, Now)
        .Then(ProposedIn(Track.TownHall));

    [Fact]
    public void a_partner_does_not_propose_a_slot() => Refused(
        Propose(Track.TownHall) with { Slot = Schedule() }, ProgrammeRules.SlotByOrganiser, "/slot", by: Partner);

    [Fact]
    public void an_assembly_session_without_a_scope_is_refused() =>
        Refused(Propose(Track.Assembly) with { Scope = null }, ProgrammeRules.ScopeNeeded, "/scope");

    [Fact]
    public void a_town_hall_session_with_a_scope_is_refused() => Refused(
        Propose(Track.TownHall) with { Scope = SessionScope.Thematic }, ProgrammeRules.NotOfThisTrack, "/scope");

    [Fact]
    public void a_local4action_session_without_a_format_is_refused() =>
        Refused(Propose(Track.Local4Action) with { Format = null }, ProgrammeRules.FormatNeeded, "/format");

    [Theory]
    [InlineData(Track.Local4Action, "ball")]
    [InlineData(Track.Assembly, "lab")]
    public void a_format_that_the_track_does_not_have_is_refused(Track track, string format) =>
        Refused(Propose(track) with { Format = format }, ProgrammeRules.NoSuchFormat, "/format");

    [Fact]
    public void a_local4action_session_without_a_policy_domain_is_refused() => Refused(
        Propose(Track.Local4Action) with { PolicyDomains = [] }, ProgrammeRules.DomainNeeded, "/policyDomains");

    [Fact]
    public void a_policy_domain_that_the_congress_lacks_is_refused() => Refused(
        Propose(Track.Assembly) with { PolicyDomains = ["right-to-the-moon"] },
        ProgrammeRules.NoSuchDomain, "/policyDomains");

    [Theory]
    [InlineData(Track.Assembly, "section sister-organisation association local-government regional-government")]
    [InlineData(Track.TownHall, "civil-society-partner")]
    [InlineData(Track.Statutory, "statutory-body")]
    public void a_session_is_led_only_by_the_kinds_of_organisation_of_its_track(Track track, string kinds)
    {
        foreach (var kind in Enum.GetValues<OrganisationKind>().Select(kind => (OrganisationKind?)kind).Append(null))
        {
            var facts = FactsOf(track) with { Leader = new Leader(kind) };
            var decided = Given().When(Propose(track), SessionId, facts, Organiser, Now);
            if (kinds.Split(' ').Contains(kind is { } of ? EnumNames.Of(of) : "person"))
                decided.Then(ProposedIn(track));
            else
                Assert.Equal("/lead", decided.ThenRefused(ProgrammeRules.LeadNotAdmitted).Field);
        }
    }

    [Theory]
    [InlineData("inspiration", null, true)]
    [InlineData("policies-and-voices", OrganisationKind.NationalGovernment, true)]
    [InlineData("policies-and-voices", OrganisationKind.Stakeholder, false)]
    [InlineData("policies-and-voices", null, false)]
    public void a_session_is_led_only_by_the_kinds_of_lead_that_its_format_admits(
        string format, OrganisationKind? kind, bool admitted)
    {
        var decided = Given()
            .When(Propose(Track.Local4Action) with { Format = format }, SessionId, LedBy(kind), Organiser, Now);
        if (admitted)
            decided.Then(ProposedIn(Track.Local4Action) with
            {
                Format = format,
                LeadIsPerson = kind is null ? true : null,
            });
        else
            Assert.Equal("/lead", decided.ThenRefused(ProgrammeRules.FormatNotOpenToLead).Field);
    }

    [Fact]
    public void a_lead_that_the_register_does_not_have_is_refused() => Given()
        .When(Propose(Track.Assembly), SessionId, FactsOf(Track.Assembly) with { Leader = null }, Organiser, Now)
        .ThenRefused(ProgrammeRules.NoSuchLead);

    [Fact]
    public void a_statutory_session_without_a_body_is_refused() =>
        Refused(Propose(Track.Statutory) with { Body = null }, ProgrammeRules.BodyNeeded, "/body");

    [Fact]
    public void an_assembly_session_with_a_body_is_refused() =>
        Refused(Propose(Track.Assembly) with { Body = CouncilId }, ProgrammeRules.NotOfThisTrack, "/body");

    [Fact]
    public void a_statutory_session_of_a_body_that_does_not_exist_is_refused() => Given()
        .When(Propose(Track.Statutory), SessionId, FactsOf(Track.Statutory) with { Body = null }, Organiser, Now)
        .ThenRefused(ProgrammeRules.NoSuchBody);

    [Fact]
    public void a_statutory_session_is_led_by_the_body_that_meets()
    {
        var ofAnother = Council() with { Organisation = Guid.CreateVersion7() };
        Given().When(Propose(Track.Statutory), SessionId, FactsOf(Track.Statutory) with { Body = ofAnother },
                Organiser, Now)
            .ThenRefused(ProgrammeRules.BodyOfAnotherLead);
    }

    [Theory]
    [InlineData("2019-06-01T09:00:00+02:00", Role.Partner, true)]
    [InlineData("2019-09-09T09:00:00+02:00", Role.Partner, false)]
    [InlineData("2019-09-09T09:00:00+02:00", Role.Organiser, true)]
    [InlineData("2019-02-01T09:00:00+02:00", Role.Organiser, false)]
    public void a_lab_is_proposed_while_its_call_is_open_and_by_an_organiser_also_after_it(
        string now, Role role, bool admitted)
    {
        var decided = Given().When(Propose(Track.Local4Action) with { Format = "lab" }, SessionId,
            LedBy(OrganisationKind.Association), role == Role.Partner ? Partner : Organiser, At(now));
        if (admitted)
            decided.Then(ProposedIn(Track.Local4Action) with { Format = "lab" });
        else
            Assert.Equal("/format", decided.ThenRefused(ProgrammeRules.CallNeeded).Field);
    }

    [Fact]
    public void a_format_that_goes_by_call_is_refused_where_the_call_is_for_another_format() => Refused(
        Propose(Track.Local4Action) with { Format = "global-conversation" }, ProgrammeRules.CallNeeded, "/format");

    [Fact]
    public void a_refusal_of_a_slot_names_its_place_in_the_proposal() => Refused(
        Propose(Track.Assembly) with { Slot = Schedule(room: Flooded) }, ProgrammeRules.NoSuchRoom, "/slot/room");

    private static void Refused(ProposeSession ask, Rule rule, string field, Actor? by = null)
    {
        var refused = Given().When(ask, SessionId, FactsOf(ask.Track), by ?? Organiser, Now).ThenRefused(rule);
        Assert.Equal((ask.Track, field), (refused.Track, refused.Field));
    }
}
