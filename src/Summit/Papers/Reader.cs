using Summit.Http;
using Summit.Kernel;

namespace Summit.Papers;

/// <summary>
/// Who asks, and what of a paper they may know (P13): in one place, for pages and for lists alike. A paper that is not
/// public does not exist for others.
/// </summary>
/// <param name="By">Who asks.</param>
/// <param name="Organisation">Whose papers are their own: the key's organisation, or that of its person.</param>
internal sealed record PaperViewer(Actor By, Guid? Organisation)
{
    /// <summary>Whether they know of all papers within the scope of their key.</summary>
    public bool CanSeeAll => By.Role is Role.Organiser or Role.Rapporteur or Role.Auditor or Role.Administrator;

    /// <summary>Whether they read what reviewers said, and who the reviewers are.</summary>
    public bool CanSeeReviews => By.Role is Role.Organiser or Role.Auditor or Role.Administrator;

    /// <summary>Whether they may know of a paper.</summary>
    public bool CanSee(Paper paper) =>
        By.HasScope(paper.Congress, paper.Track)
        && (CanSeeAll || paper.State.IsPublic || Owns(paper.Organisation) || Reviews(paper.Reviewers));

    /// <summary>Whether a paper of an organisation is their own.</summary>
    public bool Owns(Guid organisation) =>
        By.Role is Role.Partner or Role.Delegate && Organisation == organisation;

    /// <summary>Whether they are among the reviewers of a paper.</summary>
    public bool Reviews(IEnumerable<Guid> reviewers) => By.Person is { } person && reviewers.Contains(person);

    /// <summary>Whether they speak for an organisation that stands behind a paper.</summary>
    public bool Endorses(Paper paper, Guid organisation) =>
        By.Organisation == organisation && By.HasScope(paper.Congress, paper.Track)
        && paper.Endorsements.Exists(endorsement => endorsement.Organisation == organisation);

    /// <summary>Narrows a list to what they may know of: the same as <see cref="CanSee"/>, in SQL.</summary>
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
