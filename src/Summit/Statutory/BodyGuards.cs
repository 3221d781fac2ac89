using Summit.Http;

namespace Summit.Statutory;

/// <summary>Who may act on a body: its own secretary, and organisers.</summary>
internal static class BodyGuards
{
    /// <summary>Whether a caller may act on it.</summary>
    public static Permission PermissionFor(this Body body, Actor by) =>
        Permission.If(by.SpeaksFor(body.Organisation));
}
