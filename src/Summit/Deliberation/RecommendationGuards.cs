using Summit.Http;

namespace Summit.Deliberation;

/// <summary>Who may act on a recommendation: those whose keys reach all of its tracks.</summary>
internal static class RecommendationGuards
{
    /// <summary>Whether a caller may act on it.</summary>
    public static Permission PermissionFor(this Recommendation it, Actor by) =>
        Permission.If(it.Tracks.All(track => by.HasScope(it.Congress, track)));

    /// <summary>Whether a caller may act on one of its amendments.</summary>
    public static Permission PermissionFor(this Recommendation it, Actor by, int amendment) =>
        it.Amendment(amendment) is null ? Permission.NotFound : it.PermissionFor(by);
}
