using Summit.Congress;
using Summit.Register;

namespace Summit.Papers;

/// <summary>What each track asks of those who submit papers to it, and of what they submit (PA1 to PA4).</summary>
public static class TrackAdmission
{
    /// <summary>The kinds of organisation whose papers each track admits that takes papers.</summary>
    public static IReadOnlyDictionary<Track, IReadOnlyList<OrganisationKind>> Kinds { get; } =
        new Dictionary<Track, IReadOnlyList<OrganisationKind>>
        {
            [Track.Assembly] =
            [
                OrganisationKind.Section, OrganisationKind.SisterOrganisation, OrganisationKind.Association,
                OrganisationKind.LocalGovernment, OrganisationKind.RegionalGovernment,
            ],
            [Track.TownHall] =
            [
                OrganisationKind.CivilSocietyPartner, OrganisationKind.Stakeholder,
                OrganisationKind.InternationalInstitution,
            ],
        };

    /// <summary>Why an organisation may not submit to a track; null where it may.</summary>
    internal static Refusal? OfOrganisation(Track track, Organisation? organisation)
    {
        if (!track.TakesPapers)
            return PaperRules.TrackTakesNoPapers.Refuses(
                track, "/track", facts: Tracks.Where(one => one.TakesPapers));
        if (organisation is null)
            return PaperRules.NoSuchOrganisation.Refuses(field: "/organisation");
        return Kinds[track].Contains(organisation.Kind)
            ? null
            : PaperRules.KindNotAdmitted.Refuses(track, "/organisation", facts: RefusalFacts.Admits(Kinds[track]));
    }

    /// <summary>Why a track takes no papers at a moment; null where a call is open.</summary>
    internal static Refusal? OfMoment(Edition edition, Track track, DateTimeOffset now)
    {
        var calls = edition.Calls.FindAll(call => call.For == CallFor.Papers && call.Track == track);
        if (calls.Exists(call => call.IsOpenAt(now)))
            return null;
        return (calls.Exists(call => call.IsOverAt(now)) ? PaperRules.DeadlinePassed : PaperRules.CallNotOpen)
            .Refuses(track, "/track", facts: Call.FactsOf(calls, now));
    }

    /// <summary>Why a paper may not say this; null where it may.</summary>
    internal static Refusal? OfContent(Edition edition, Track track, PaperContent content)
    {
        if (content.ProposedRecommendations.Count == 0)
            return PaperRules.NothingProposed.Refuses(
                track, "/proposedRecommendations", facts: new RefusalFacts(Min: 1));
        for (var n = 0; n < content.PolicyDomains.Count; n++)
        {
            if (!edition.PolicyDomains.ContainsKey(content.PolicyDomains[n]))
                return PaperRules.NoSuchPolicyDomain.Refuses(
                    track, $"/policyDomains/{n}", facts: RefusalFacts.Admits(edition.PolicyDomains.Keys));
        }
        return null;
    }
}
