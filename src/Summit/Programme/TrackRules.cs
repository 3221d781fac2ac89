using System.Collections.Frozen;
using System.Collections.Immutable;
using Summit.Congress;
using Summit.Kernel;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>
/// What one track asks of its sessions, as data: who leads them, what they need when proposed, who sits in them, what
/// they need to open, what may come out. Every demand is a named rule, so that a refusal says which, of which track, on
/// which field. The sources are in this folder's README.
/// </summary>
public sealed record TrackRules(Track Track)
{
    /// <summary>Kinds of organisation that may lead; empty where the formats alone say so.</summary>
    public ImmutableHashSet<OrganisationKind> LedBy { get; init; } = [];

    /// <summary>Whether a session is continental, sectoral or thematic.</summary>
    public bool HasScope { get; init; }

    /// <summary>Whether a session has one of the formats of the Congress.</summary>
    public bool HasFormat { get; init; }

    /// <summary>Whether a session is the meeting of a statutory body, of whose seats its quorum is counted.</summary>
    public bool HasBody { get; init; }

    /// <summary>How many policy domains it names at least.</summary>
    public int DomainsMin { get; init; }

    /// <summary>Whether policy papers are taken up.</summary>
    public bool TakesPapers { get; init; }

    /// <summary>Whether it opens only with an accepted paper; else, where papers are taken up, with any.</summary>
    public bool OpensWithAcceptedPaper { get; init; }

    /// <summary>Kinds of organisation whose people chair, moderate or sit on the panel; empty for all.</summary>
    public ImmutableHashSet<OrganisationKind> PanelOf { get; init; } = [];

    /// <summary>Kinds of organisation of which one person at least is on the panel or speaks; empty for none.</summary>
    public ImmutableHashSet<OrganisationKind> RepresentedBy { get; init; } = [];

    /// <summary>What may come out beside recommendations.</summary>
    public ImmutableHashSet<OutcomeKind> Outcomes { get; init; } = [];

    private static readonly FrozenDictionary<Track, TrackRules> All = new TrackRules[]
    {
        new(Track.Assembly)
        {
            LedBy =
            [
                OrganisationKind.Section, OrganisationKind.SisterOrganisation, OrganisationKind.Association,
                OrganisationKind.LocalGovernment, OrganisationKind.RegionalGovernment,
            ],
            HasScope = true,
            TakesPapers = true,
            OpensWithAcceptedPaper = true,
            PanelOf =
            [
                OrganisationKind.Section, OrganisationKind.SisterOrganisation, OrganisationKind.Association,
                OrganisationKind.LocalGovernment, OrganisationKind.RegionalGovernment, OrganisationKind.Commission,
            ],
        },
        new(Track.TownHall)
        {
            LedBy = [OrganisationKind.CivilSocietyPartner],
            TakesPapers = true,
            RepresentedBy =
            [
                OrganisationKind.LocalGovernment, OrganisationKind.RegionalGovernment, OrganisationKind.Association,
                OrganisationKind.Section,
            ],
        },
        new(Track.Local4Action)
        {
            HasFormat = true,
            DomainsMin = 1,
            Outcomes = [OutcomeKind.Experience, OutcomeKind.Commitment],
        },
        new(Track.Statutory)
        {
            LedBy = [OrganisationKind.StatutoryBody],
            HasBody = true,
            Outcomes = [OutcomeKind.Decision, OutcomeKind.Mandate],
        },
    }.ToFrozenDictionary(rules => rules.Track);

    private static readonly ImmutableArray<Demand<ProposalFacts>> OnPlans =
    [
        new(TrackRuleNames.ScopeNeeded, "/scope", (rules, p) => !rules.HasScope || p.Plan.Scope is not null),
        new(TrackRuleNames.NotOfThisTrack, "/scope", (rules, p) => rules.HasScope || p.Plan.Scope is null),
        new(TrackRuleNames.FormatNeeded, "/format", (rules, p) => !rules.HasFormat || p.Plan.Format is not null),
        new(TrackRuleNames.NoSuchFormat, "/format", (_, p) => p.Plan.Format is null || p.Format is not null),
        new(TrackRuleNames.BodyNeeded, "/body", (rules, p) => !rules.HasBody || p.Plan.Body is not null),
        new(TrackRuleNames.NotOfThisTrack, "/body", (rules, p) => rules.HasBody || p.Plan.Body is null),
        new(TrackRuleNames.DomainNeeded, "/policyDomains",
            (rules, p) => p.Plan.PolicyDomains.Count >= rules.DomainsMin),
        new(TrackRuleNames.NoSuchDomain, "/policyDomains",
            (_, p) => p.Plan.PolicyDomains.All(p.Edition.PolicyDomains.ContainsKey)),
        new(TrackRuleNames.NoSuchLead, "/lead", (_, p) => p.Leader is not null),
        new(TrackRuleNames.LeadNotAdmitted, "/lead",
            (rules, p) => rules.LedBy.IsEmpty || p.Leader!.Kind is { } kind && rules.LedBy.Contains(kind)),
        new(TrackRuleNames.FormatNotOpenToLead, "/lead",
            (_, p) => p.Format is null || p.Format.OpenTo.Contains(p.Leader!.Word)),
        new(TrackRuleNames.NoSuchBody, "/body", (_, p) => p.Plan.Body is null || p.Body is not null),
        new(TrackRuleNames.BodyOfAnotherLead, "/lead", (_, p) => p.Body is null || p.Body.Organisation == p.Plan.Lead),
        new(TrackRuleNames.CallNeeded, "/format", (_, p) => p.Format is not { ByCall: true } || p.IsCalledFor),
    ];

    private static readonly ImmutableArray<Demand<OpeningFacts>> OnOpening =
    [
        new(TrackRuleNames.DomainNeeded, null, (rules, o) => o.PolicyDomains >= rules.DomainsMin),
        new(TrackRuleNames.PaperNeeded, null,
            (rules, o) => !rules.TakesPapers || rules.OpensWithAcceptedPaper || o.Papers > 0),
        new(TrackRuleNames.AcceptedPaperNeeded, null,
            (rules, o) => !rules.OpensWithAcceptedPaper || o.AcceptedPapers > 0),
        new(TrackRuleNames.RepresentativeNeeded, null,
            (rules, o) => rules.RepresentedBy.IsEmpty || o.Panel.Any(rules.RepresentedBy.Contains)),
        new(TrackRuleNames.NotAMemberOfTheBody, null, (rules, o) => !rules.HasBody || o.AllHoldSeats),
        new(TrackRuleNames.QuorumNotReached, null, (rules, o) => !rules.HasBody || o.SeatsPresent >= o.SeatsNeeded),
    ];

    /// <summary>The rules of a track.</summary>
    public static TrackRules Of(Track track) => All[track];

    /// <summary>The first rule that a plan for a session breaks; null where it breaks none.</summary>
    public Refusal? Refuses(ProposalFacts planned) => First(OnPlans, planned);

    /// <summary>The first rule that keeps a session from opening; null where none does.</summary>
    public Refusal? Refuses(OpeningFacts opening) => First(OnOpening, opening);

    /// <summary>Whether somebody of this kind of organisation may sit in a role; null where they have none.</summary>
    public bool MaySit(ParticipantRole role, OrganisationKind? kind) =>
        PanelOf.IsEmpty
        || role is not (ParticipantRole.Chair or ParticipantRole.Moderator or ParticipantRole.Panelist)
        || kind is { } of && PanelOf.Contains(of);

    private Refusal? First<T>(ImmutableArray<Demand<T>> demands, T facts)
    {
        foreach (var demand in demands)
        {
            if (!demand.IsMet(this, facts))
                return demand.Rule.Refuses(Track, demand.Field);
        }
        return null;
    }

    private sealed record Demand<T>(Rule Rule, string? Field, Func<TrackRules, T, bool> IsMet);
}

/// <summary>What is planned for a session, as far as its track has a say in it.</summary>
public sealed record Plan(
    Track Track, Guid Lead, IReadOnlyList<string> PolicyDomains, string? Format, SessionScope? Scope, Guid? Body);

/// <summary>Who is to lead: an organisation of a kind, or a private person.</summary>
/// <param name="Kind">The kind of organisation; null for a person.</param>
public sealed record Leader(OrganisationKind? Kind)
{
    /// <summary>The word that formats use for it.</summary>
    public string Word => Kind is { } kind ? EnumNames.Of(kind) : "person";
}

/// <summary>A plan with what is known of what it names.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Edition">The Congress.</param>
/// <param name="Leader">Who is to lead; null where the register has nobody of that id.</param>
/// <param name="Body">The body that is to meet; null where there is none.</param>
/// <param name="ByOrganiser">Whether an organiser plans it: they may also after a call closed.</param>
/// <param name="Now">When.</param>
public sealed record ProposalFacts(
    Plan Plan, Edition Edition, Leader? Leader, BodyFacts? Body, bool ByOrganiser, DateTimeOffset Now)
{
    /// <summary>The format of the Congress that is meant; null where there is none.</summary>
    public Format? Format { get; } =
        Edition.Formats.Find(format => format.Track == Plan.Track && format.Code == Plan.Format);

    /// <summary>Whether there is a call for such sessions that reaches this moment.</summary>
    public bool IsCalledFor => Edition.Calls.Exists(call =>
        call.For == CallFor.Sessions && call.Track == Plan.Track && call.Format == Plan.Format
        && (call.IsOpenAt(Now) || ByOrganiser && call.OpensAt <= Now));
}

/// <summary>What a session has when it is to open.</summary>
/// <param name="PolicyDomains">How many policy domains it names.</param>
/// <param name="Papers">How many papers are on its agenda.</param>
/// <param name="AcceptedPapers">How many of them stand accepted.</param>
/// <param name="Panel">The kinds of organisation of those who chair, moderate, sit on the panel or speak.</param>
/// <param name="AllHoldSeats">Whether all who take part hold a seat in the body.</param>
/// <param name="SeatsPresent">How many seats of the body are present.</param>
/// <param name="SeatsNeeded">How many its quorum needs.</param>
public sealed record OpeningFacts(
    int PolicyDomains,
    int Papers,
    int AcceptedPapers,
    IReadOnlyList<OrganisationKind> Panel,
    bool AllHoldSeats = false,
    int SeatsPresent = 0,
    int SeatsNeeded = 1);
