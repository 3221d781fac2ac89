using Summit.Congress;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.WorldAssembly;

namespace Summit.Deliberation;

/// <summary>What deliberation needs to know from elsewhere, for its decisions and its pages.</summary>
internal sealed class Elsewhere(
    Congresses congresses,
    PublishedSessions sessions,
    PublishedPapers papers,
    PublishedWorldAssemblies assemblies,
    RegisterQueries register)
{
    public Task<bool> IsConvened(Guid congress, CancellationToken cancel) => assemblies.IsConvened(congress, cancel);

    public async Task<SessionFacts?> Session(Guid id, CancellationToken cancel) =>
        (await sessions.Find([id], cancel)).GetValueOrDefault(id);

    public Task<IReadOnlyDictionary<Guid, SessionFacts>> Sessions(
        IEnumerable<Guid> ids, CancellationToken cancel, long upTo) => sessions.Find(ids.Distinct(), cancel, upTo);

    public Task<IReadOnlyDictionary<Guid, PaperFacts>> Papers(
        IEnumerable<Guid> ids, CancellationToken cancel, long upTo = long.MaxValue) =>
        papers.Find(ids.Distinct(), cancel, upTo);

    public Task<IReadOnlyDictionary<Guid, Organisation>> Organisations(
        IEnumerable<Guid> ids, CancellationToken cancel) => register.Organisations(ids, cancel);

    /// <summary>The organisations that are not in the register.</summary>
    public async Task<IReadOnlyList<Guid>> Unknown(IEnumerable<Guid> organisations, CancellationToken cancel)
    {
        var asked = organisations.ToArray();
        var known = asked.Length == 0 ? null : await register.Organisations(asked, cancel);
        return [.. asked.Where(id => known?.ContainsKey(id) != true)];
    }

    /// <summary>The facts a draft is decided on.</summary>
    public async Task<DraftingFacts> ForDrafting(
        SessionFacts session, DraftRecommendation ask, CancellationToken cancel)
    {
        var edition = await congresses.Find(session.Congress, cancel);
        var found = await papers.Find(ask.Sources.Select(source => source.Paper).Distinct(), cancel);
        var submitters = await register.Organisations(found.Values.Select(paper => paper.Organisation), cancel);
        return new DraftingFacts(session, found, edition?.PolicyDomains.Keys.ToHashSet() ?? [],
            submitters.Values.Where(one => SectionOf(one) is not null)
                .ToDictionary(one => one.Id, one => SectionOf(one)!));
    }

    private static string? SectionOf(Organisation organisation) =>
        organisation.Kind == OrganisationKind.Section ? organisation.Code : organisation.Section;
}
