using System.Reflection;
using Summit.Http;
using Summit.Register;

namespace Summit.Papers;

/// <summary>
/// The caller, and what of a paper they may know (PA13), in one place for details, lists and search. For a caller who
/// may not know of a paper it does not exist.
/// </summary>
/// <param name="By">Who asks.</param>
/// <param name="Organisation">Whose papers are their own: the key's organisation, or that of its person.</param>
public sealed record PaperViewer(Actor By, Guid? Organisation)
{
    /// <summary>The caller of a request; null where it has no key.</summary>
    public static async ValueTask<PaperViewer?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (http.ActorOrNull() is not { } by)
            return null;
        var organisation = by.Organisation;
        if (organisation is null && by is { Role: Role.Delegate, Person: { } person })
            organisation = (await http.RequestServices.GetRequiredService<RegisterQueries>()
                .People([person], http.RequestAborted)).GetValueOrDefault(person)?.Organisation;
        return new PaperViewer(by, organisation);
    }

    /// <summary>Whether they know of all papers within the scope of their key.</summary>
    public bool CanSeeAll => By.Role is Role.Organiser or Role.Rapporteur or Role.Auditor or Role.Administrator;

    /// <summary>Whether they read what reviewers said, and who the reviewers are.</summary>
    public bool CanSeeReviews => By.Role is Role.Organiser or Role.Auditor or Role.Administrator;

    /// <summary>Whether they may know of a paper.</summary>
    public bool CanSee(Paper paper) =>
        CanSee(paper, paper.State.IsPublic, paper.Organisation, paper.Reviewers);

    /// <summary>The papers that a viewer may know of; without a key, those that are public.</summary>
    public static IReadOnlyDictionary<Guid, PaperFacts> Visible(
        IReadOnlyDictionary<Guid, PaperFacts> papers, PaperViewer? viewer) => papers
        .Where(paper => viewer?.CanSee(paper.Value, paper.Value.IsPublic, paper.Value.Organisation,
            paper.Value.Reviewers) ?? paper.Value.IsPublic)
        .ToDictionary();

    /// <summary>Whether they may act on a paper; 404 where they may not know of it.</summary>
    public Permission PermissionOn(Paper paper) => CanSee(paper) ? Permission.Granted : Permission.NotFound;

    /// <summary>Whether they may act on a paper for the organisation that submitted it.</summary>
    public Permission PermissionToSpeakFor(Paper paper) =>
        CanSee(paper) ? Permission.If(By.SpeaksFor(paper.Organisation)) : Permission.NotFound;

    /// <summary>Whether a paper of an organisation is their own.</summary>
    public bool Owns(Guid organisation) =>
        By.Role is Role.Partner or Role.Delegate && Organisation == organisation;

    /// <summary>Whether they are among the reviewers of a paper.</summary>
    public bool Reviews(IEnumerable<Guid> reviewers) => By.Person is { } person && reviewers.Contains(person);

    /// <summary>Whether they speak for an organisation that endorses a paper.</summary>
    public bool Endorses(Paper paper, Guid organisation) =>
        By.Organisation == organisation && By.Scope.Covers(paper)
        && paper.Endorsements.Exists(endorsement => endorsement.Organisation == organisation);

    private bool CanSee(IScoped paper, bool isPublic, Guid organisation, IReadOnlyList<Guid> reviewers) =>
        By.Scope.Covers(paper) && (CanSeeAll || isPublic || Owns(organisation) || Reviews(reviewers));

    /// <summary>Narrows a list to what they may know of: the same as <see cref="CanSee(Paper)"/>, in SQL.</summary>
    public ListRequest Narrow(ListRequest list)
    {
        list.Where("track = {0}", By.Track is { } track ? EnumNames.Of(track) : null);
        if (CanSeeAll)
            return list;
        var own = By.Role is Role.Partner or Role.Delegate ? Organisation ?? Guid.Empty : Guid.Empty;
        return list.Where(
            "(is_public or organisation = ({0}::uuid[])[1] or row -> 'reviewers' ? (({0}::uuid[])[2])::text)",
            new[] { own, By.Person ?? Guid.Empty });
    }
}
