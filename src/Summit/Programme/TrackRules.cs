using System.Collections.Frozen;
using System.Collections.Immutable;
using Summit.Congress;
using Summit.Register;

namespace Summit.Programme;

/// <summary>
/// What one track asks of its sessions, as data: who leads them, what they need when proposed, who sits in them, what
/// they need to open, what may come out. Every requirement is a named rule, so that a refusal says which, of which
/// track, on which field. The sources are in this folder's README.
/// </summary>
public sealed record TrackRules(Track Track)
{
    /// <summary>Kinds of organisation that may lead; empty where the formats alone say so.</summary>
    public ImmutableHashSet<OrganisationKind> LedBy { get; init; } = [];

    /// <summary>Whether a session is continental, sectoral or thematic.</summary>
    public bool TakesScope { get; init; }

    /// <summary>Whether a session is the meeting of a statutory body, of whose seats its quorum is counted.</summary>
    public bool HasBody { get; init; }

    /// <summary>How many policy domains it names at least.</summary>
    public int DomainsMin { get; init; }

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
            TakesScope = true,
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
            RepresentedBy =
            [
                OrganisationKind.LocalGovernment, OrganisationKind.RegionalGovernment, OrganisationKind.Association,
                OrganisationKind.Section,
            ],
        },
        new(Track.Local4Action)
        {
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

    private static readonly ImmutableArray<Requirement<Proposal>> OnProposals =
    [
        new(ProgrammeRules.ScopeNeeded, "/scope", (rules, p) => !rules.TakesScope || p.Plan.Scope is not null,
            (_, _) => RefusalFacts.Admits(Enum.GetValues<SessionScope>())),
        new(ProgrammeRules.NotOfThisTrack, "/scope", (rules, p) => rules.TakesScope || p.Plan.Scope is null),
        new(ProgrammeRules.FormatNeeded, "/format", (rules, p) => !rules.Track.HasFormats || p.Plan.Format is not null,
            Formats),
        new(ProgrammeRules.NoSuchFormat, "/format", (_, p) => p.Plan.Format is null || p.Format is not null, Formats),
        new(ProgrammeRules.BodyNeeded, "/body", (rules, p) => !rules.HasBody || p.Plan.Body is not null),
        new(ProgrammeRules.NotOfThisTrack, "/body", (rules, p) => rules.HasBody || p.Plan.Body is null),
        new(ProgrammeRules.DomainNeeded, "/policyDomains",
            (rules, p) => p.Plan.PolicyDomains.Count >= rules.DomainsMin,
            (rules, p) => new RefusalFacts(Min: rules.DomainsMin, Actual: p.Plan.PolicyDomains.Count)),
        new(ProgrammeRules.NoSuchDomain, "/policyDomains",
            (_, p) => p.Plan.PolicyDomains.All(p.Facts.Edition.PolicyDomains.ContainsKey),
            (_, p) => RefusalFacts.Admits(p.Facts.Edition.PolicyDomains.Keys)),
        new(ProgrammeRules.NoSuchLead, "/lead", (_, p) => p.Facts.Leader is not null),
        new(ProgrammeRules.LeadNotAdmitted, "/lead",
            (rules, p) => rules.LedBy.IsEmpty || p.Facts.Leader!.Kind is { } kind && rules.LedBy.Contains(kind),
            (rules, _) => RefusalFacts.Admits(rules.LedBy)),
        new(ProgrammeRules.FormatNotOpenToLead, "/lead",
            (_, p) => p.Format is null || p.Format.OpenTo.Contains(p.Facts.Leader!.Word),
            (_, p) => RefusalFacts.Admits(p.Format!.OpenTo)),
        new(ProgrammeRules.NoSuchBody, "/body", (_, p) => p.Plan.Body is null || p.Facts.Body is not null),
        new(ProgrammeRules.BodyOfAnotherLead, "/lead",
            (_, p) => p.Facts.Body is null || p.Facts.Body.Organisation == p.Plan.Lead,
            (_, p) => RefusalFacts.Admits([p.Facts.Body!.Organisation])),
        new(ProgrammeRules.CallNeeded, "/format", (_, p) => p.Format is not { ByCall: true } || p.IsCalledFor,
            (_, p) => Call.FactsOf(p.Calls, p.Now)),
    ];

    private static readonly ImmutableArray<Requirement<OpeningFacts>> OnOpening =
    [
        new(ProgrammeRules.DomainNeeded, null, (rules, o) => o.PolicyDomains >= rules.DomainsMin,
            (rules, o) => new RefusalFacts(Min: rules.DomainsMin, Actual: o.PolicyDomains)),
        new(ProgrammeRules.PaperNeeded, null,
            (rules, o) => !rules.Track.TakesPapers || rules.OpensWithAcceptedPaper || o.Papers > 0,
            (_, o) => new RefusalFacts(Min: 1, Actual: o.Papers)),
        new(ProgrammeRules.AcceptedPaperNeeded, null,
            (rules, o) => !rules.OpensWithAcceptedPaper || o.AcceptedPapers > 0,
            (_, o) => new RefusalFacts(Min: 1, Actual: o.AcceptedPapers)),
        new(ProgrammeRules.RepresentativeNeeded, null,
            (rules, o) => rules.RepresentedBy.IsEmpty || o.Panel.Any(rules.RepresentedBy.Contains),
            (rules, _) => RefusalFacts.Admits(rules.RepresentedBy)),
        new(ProgrammeRules.NotAMemberOfTheBody, null, (rules, o) => !rules.HasBody || o.Seatless is [],
            Conflicts: o => [.. (o.Seatless ?? []).Select(person => new Conflict(person, "person"))]),
        new(ProgrammeRules.QuorumNotReached, null, (rules, o) => !rules.HasBody || o.SeatsPresent >= o.SeatsNeeded,
            (_, o) => new RefusalFacts(Min: o.SeatsNeeded, Actual: o.SeatsPresent)),
    ];

    /// <summary>The rules of a track.</summary>
    public static TrackRules Of(Track track) => All[track];

    /// <summary>The first rule that a proposal breaks; null where it breaks none.</summary>
    public Refusal? Refuses(Proposal proposal) => First(OnProposals, proposal);

    /// <summary>The first rule that keeps a session from opening; null where none does.</summary>
    public Refusal? Refuses(OpeningFacts opening) => First(OnOpening, opening);

    /// <summary>Whether somebody of this kind of organisation may sit in a role; null where they have none.</summary>
    public bool MaySit(ParticipantRole role, OrganisationKind? kind) =>
        PanelOf.IsEmpty
        || role is not (ParticipantRole.Chair or ParticipantRole.Moderator or ParticipantRole.Panelist)
        || kind is { } of && PanelOf.Contains(of);

    private Refusal? First<T>(ImmutableArray<Requirement<T>> requirements, T facts)
    {
        foreach (var requirement in requirements)
        {
            if (!requirement.IsMet(this, facts))
                return requirement.Rule.Refuses(
                    Track, requirement.Field, requirement.Conflicts?.Invoke(facts),
                    requirement.Tells?.Invoke(this, facts));
        }
        return null;
    }

    private static RefusalFacts Formats(TrackRules rules, Proposal proposal) => RefusalFacts.Admits(
        proposal.Facts.Edition.Formats.Where(format => format.Track == rules.Track).Select(format => format.Code));

    private sealed record Requirement<T>(
        Rule Rule, string? Field, Func<TrackRules, T, bool> IsMet, Func<TrackRules, T, RefusalFacts>? Tells = null,
        Func<T, IReadOnlyList<Conflict>>? Conflicts = null);
}
