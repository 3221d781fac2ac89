using Summit.Congress;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>What is planned for a session, as far as its track has a say in it.</summary>
public sealed record Plan(
    Track Track, Guid Lead, IReadOnlyList<string> PolicyDomains, string? Format, SessionScope? Scope, Guid? Body);

/// <summary>Who is to lead: an organisation of a kind, or a private person.</summary>
/// <param name="Kind">The kind of organisation; null for a person.</param>
public sealed record Leader(OrganisationKind? Kind)
{
    /// <summary>The word that formats use for it.</summary>
    public string Word => Kind is { } kind ? EnumNames.Of(kind) : "person";

    /// <summary>Whether it is a person, who sits in one place at a time.</summary>
    public bool IsPerson => Kind is null;

    // Nearly always an organisation: people are asked for only where there is none of this id.
    internal static async Task<Leader?> Load(Guid lead, RegisterQueries register, CancellationToken cancel) =>
        (await register.PresentOrganisations([lead], cancel)).TryGetValue(lead, out var organisation)
            ? new Leader(organisation.Kind)
            : (await register.People([lead], cancel)).GetValueOrDefault(lead) is { IsPresent: true }
                ? new Leader(Kind: null)
                : null;
}

/// <summary>Facts on what a plan names: the decisions on a new session and on another lead need them.</summary>
/// <param name="Edition">The Congress.</param>
/// <param name="Leader">Who is to lead; null where the register has no entry of that id.</param>
/// <param name="Body">The body that is to meet; null where there is none.</param>
public sealed record ProposalFacts(Edition Edition, Leader? Leader, BodyFacts? Body)
{
    internal static async Task<ProposalFacts> Load(
        Guid congress, Plan plan, Congresses congresses, RegisterQueries register, PublishedBodies bodies,
        CancellationToken cancel)
    {
        var edition = congresses.Find(congress, cancel);
        var (leader, body) = (Leader.Load(plan.Lead, register, cancel), bodies.Find(plan.Body, cancel));
        await Task.WhenAll(edition, leader, body);
        return new ProposalFacts((await edition)!, await leader, await body);
    }
}

/// <summary>A plan as the rules of its track see it.</summary>
public sealed record Proposal(Plan Plan, ProposalFacts Facts, Actor By, DateTimeOffset Now)
{
    /// <summary>The format of the Congress that is meant; null where there is none.</summary>
    public Format? Format { get; } =
        Facts.Edition.Formats.Find(format => format.Track == Plan.Track && format.Code == Plan.Format);

    /// <summary>
    /// Whether there is a call for such sessions that reaches this moment: for an organiser also after it has closed.
    /// </summary>
    public bool IsCalledFor =>
        Calls.Any(call => call.IsOpenAt(Now) || ByOrganiser && call.OpensAt <= Now);

    /// <summary>The calls for such sessions.</summary>
    public IEnumerable<Call> Calls => Facts.Edition.Calls.Where(call =>
        call.For == CallFor.Sessions && call.Track == Plan.Track && call.Format == Plan.Format);

    private bool ByOrganiser => By.Role is Role.Organiser or Role.Administrator;
}
