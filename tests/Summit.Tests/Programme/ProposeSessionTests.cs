using Summit.Kernel;
using Summit.Programme;
using Summit.Register;

namespace Summit.Tests.Programme;

public sealed class ProposeSessionTests
{
    [Theory]
    [InlineData(Track.Assembly)]
    [InlineData(Track.TownHall)]
    [InlineData(Track.Local4Action)]
    [InlineData(Track.Statutory)]
    public void a_session_of_each_track_is_proposed(Track track) =>
        Propose(ProgrammeSamples.Proposal(track)).Then(ProgrammeSamples.Proposed(track));

    [Fact]
    public void a_session_is_proposed_with_its_slot() =>
        Propose(ProgrammeSamples.Proposal(Track.Assembly) with { Slot = ProgrammeSamples.Wanted() })
            .Then(ProgrammeSamples.Proposed(), new SessionScheduled(ProgrammeSamples.Slot));

    [Fact]
    public void a_partner_leaves_the_slot_to_the_organisers()
    {
        var ask = ProgrammeSamples.Proposal(Track.TownHall);
        Propose(ask, by: ProgrammeSamples.Partner).Then(ProgrammeSamples.Proposed(Track.TownHall));
        Refused(ask with { Slot = ProgrammeSamples.Wanted() }, ProgrammeRules.SlotByOrganiser, "/slot",
            by: ProgrammeSamples.Partner);
    }

    [Fact]
    public void nothing_is_proposed_once_the_congress_is_over()
    {
        var ask = ProgrammeSamples.Proposal(Track.Assembly);
        ProgrammeSamples.Given()
            .When(_ => ProposeSession.Decide(ProgrammeSamples.Session, ask,
                ProgrammeSamples.Planned(ask, OrganisationKind.Section) with { Edition = ProgrammeSamples.Over },
                    ProgrammeSamples.Organiser))
            .ThenRefused(ProgrammeRules.CongressClosed);
    }

    [Fact]
    public void an_assembly_session_says_its_scope_and_others_have_none()
    {
        Refused(ProgrammeSamples.Proposal(Track.Assembly) with { Scope = null }, ProgrammeRules.ScopeNeeded, "/scope");
        Refused(ProgrammeSamples.Proposal(Track.TownHall) with { Scope = SessionScope.Thematic },
            ProgrammeRules.NotOfThisTrack, "/scope");
    }

    [Fact]
    public void a_local4action_session_has_a_format_of_the_congress()
    {
        Refused(ProgrammeSamples.Proposal(Track.Local4Action) with { Format = null }, ProgrammeRules.FormatNeeded,
            "/format");
        Refused(ProgrammeSamples.Proposal(Track.Local4Action) with { Format = "ball" }, ProgrammeRules.NoSuchFormat,
            "/format");
        Refused(ProgrammeSamples.Proposal(Track.Assembly) with { Format = "lab" }, ProgrammeRules.NoSuchFormat,
            "/format");
    }

    [Fact]
    public void a_local4action_session_names_a_policy_domain_that_the_congress_has()
    {
        Refused(ProgrammeSamples.Proposal(Track.Local4Action) with { PolicyDomains = [] },
            ProgrammeRules.DomainNeeded, "/policyDomains");
        Refused(ProgrammeSamples.Proposal(Track.Assembly) with { PolicyDomains = ["right-to-the-moon"] },
            ProgrammeRules.NoSuchDomain, "/policyDomains");
    }

    [Theory]
    [InlineData(Track.Assembly, "section sister-organisation association local-government regional-government")]
    [InlineData(Track.TownHall, "civil-society-partner")]
    [InlineData(Track.Statutory, "statutory-body")]
    public void a_track_is_led_by_its_kinds_of_organisation_alone(Track track, string kinds)
    {
        var ask = ProgrammeSamples.Proposal(track);
        foreach (var kind in Enum.GetValues<OrganisationKind>().Select(kind => (OrganisationKind?)kind).Append(null))
        {
            if (kinds.Split(' ').Contains(kind is { } of ? EnumNames.Of(of) : "person"))
                Propose(ask, kind).Then(ProgrammeSamples.Proposed(track));
            else
                Assert.Equal("/lead", Propose(ask, kind).ThenRefused(ProgrammeRules.LeadNotAdmitted).Field);
        }
    }

    [Fact]
    public void a_format_says_who_may_lead_it()
    {
        var talk = ProgrammeSamples.Proposal(Track.Local4Action);
        Assert.Single(Decide(talk, new Leader(null)));
        var voices = talk with { Format = "policies-and-voices" };
        Assert.Single(Decide(voices, new Leader(OrganisationKind.NationalGovernment)));
        Assert.Equal(ProgrammeRules.FormatNotOpenToLead, Decide(voices, new Leader(null)).Refused!.Rule);
        Assert.Equal(ProgrammeRules.FormatNotOpenToLead,
            Decide(voices, new Leader(OrganisationKind.Stakeholder)).Refused!.Rule);
    }

    [Fact]
    public void the_lead_is_in_the_register() =>
        Assert.Equal(ProgrammeRules.NoSuchLead,
            Decide(ProgrammeSamples.Proposal(Track.Assembly), (Leader?)null).Refused!.Rule);

    [Fact]
    public void a_statutory_session_is_the_meeting_of_the_body_that_leads_it()
    {
        var ask = ProgrammeSamples.Proposal(Track.Statutory);
        Refused(ask with { Body = null }, ProgrammeRules.BodyNeeded, "/body");
        Refused(ProgrammeSamples.Proposal(Track.Assembly) with { Body = ProgrammeSamples.Council },
            ProgrammeRules.NotOfThisTrack, "/body");
        var planned = ProgrammeSamples.Planned(ask, OrganisationKind.StatutoryBody);
        Assert.Equal(ProgrammeRules.NoSuchBody, Decide(ask, planned with { Body = null }).Refused!.Rule);
        Assert.Equal(ProgrammeRules.BodyOfAnotherLead, Decide(ask, planned with
        {
            Body = ProgrammeSamples.Body() with { Organisation = Guid.CreateVersion7() },
        }).Refused!.Rule);
    }

    [Fact]
    public void a_lab_is_proposed_through_its_call()
    {
        var ask = ProgrammeSamples.Proposal(Track.Local4Action) with { Format = "lab" };
        var during = ProgrammeSamples.At("2019-06-01T09:00:00+02:00");
        var before = ProgrammeSamples.At("2019-02-01T09:00:00+02:00");
        Assert.Null(At(during, byOrganiser: false));
        Assert.Equal(ProgrammeRules.CallNeeded, At(ProgrammeSamples.Now, byOrganiser: false)!.Rule);
        Assert.Null(At(ProgrammeSamples.Now, byOrganiser: true));
        Assert.Equal(ProgrammeRules.CallNeeded, At(before, byOrganiser: true)!.Rule);
        Assert.Equal("/format", At(before, byOrganiser: true)!.Field);

        Refusal? At(DateTimeOffset now, bool byOrganiser) =>
            Decide(ask, ProgrammeSamples.Planned(ask, OrganisationKind.Association, now, byOrganiser)).Refused;
    }

    [Fact]
    public void another_format_that_goes_by_call_needs_a_call_of_its_own()
    {
        var ask = ProgrammeSamples.Proposal(Track.Local4Action) with { Format = "global-conversation" };
        Refused(ask, ProgrammeRules.CallNeeded, "/format");
    }

    [Fact]
    public void a_refusal_names_the_place_in_the_proposal()
    {
        Refused(ProgrammeSamples.Proposal(
            Track.Assembly) with { Slot = ProgrammeSamples.Wanted(room: ProgrammeSamples.Flooded) },
            ProgrammeRules.NoSuchRoom, "/slot/room");
    }

    private static When<Session, SessionEvent> Propose(ProposeSession ask, Actor? by = null) =>
        Propose(ask, ProgrammeSamples.LeadOf(ask.Track), by);

    private static When<Session, SessionEvent> Propose(ProposeSession ask, OrganisationKind? kind, Actor? by = null) =>
        ProgrammeSamples.Given().When(_ =>
            ProposeSession.Decide(ProgrammeSamples.Session, ask, ProgrammeSamples.Planned(ask, kind),
                by ?? ProgrammeSamples.Organiser));

    private static Decision<SessionEvent> Decide(ProposeSession ask, Leader? leader) =>
        Decide(ask, ProgrammeSamples.Planned(ask, null) with { Leader = leader });

    private static Decision<SessionEvent> Decide(ProposeSession ask, ProposalFacts planned) =>
        ProposeSession.Decide(ProgrammeSamples.Session, ask, planned, ProgrammeSamples.Organiser);

    private static void Refused(ProposeSession ask, Rule rule, string field, Actor? by = null)
    {
        var refusal = Propose(ask, by).ThenRefused(rule);
        Assert.Equal(ask.Track, refusal.Track);
        Assert.Equal(field, refusal.Field);
    }
}
