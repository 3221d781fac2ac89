using Summit.Http;

namespace Summit.Deliberation;

/// <summary>Who may act on a recommendation: those whose keys cover all of its tracks, as with everything.</summary>
internal static class RecommendationGuards
{
    /// <summary>Whether it has an amendment of this number to act on.</summary>
    public static Permission PermissionOn(this Recommendation it, int amendment) =>
        it.Amendment(amendment) is null ? Permission.NotFound : Permission.Granted;
}
