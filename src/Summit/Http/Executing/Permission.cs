namespace Summit.Http;

/// <summary>Whether a caller may do what they ask.</summary>
public enum Permission
{
    /// <summary>They may.</summary>
    Granted,

    /// <summary>They may not: 403.</summary>
    Forbidden,

    /// <summary>There is no such thing, or they may not know of it: 404.</summary>
    NotFound,
}

/// <summary>Permissions from conditions.</summary>
public static class Permissions
{
    extension(Permission)
    {
        /// <summary>Granted or forbidden.</summary>
        public static Permission If(bool granted) => granted ? Permission.Granted : Permission.Forbidden;

        /// <summary>For a thing: what a slice says of it, and then whether the caller's key reaches it.</summary>
        /// <param name="thing">The thing.</param>
        /// <param name="by">The caller; null where the request has no key.</param>
        /// <param name="authorize">What the slice says; null where it says nothing.</param>
        internal static Permission For<T>(T thing, Actor? by, Func<T, Permission>? authorize = null) =>
            authorize?.Invoke(thing) is { } refusal and not Permission.Granted
                ? refusal
                : Permission.If(
                    thing is not IScoped scoped || by?.HasScope(scoped.Congress, scoped.Track) != false);
    }
}
