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

        /// <summary>To act on a thing: what a slice says of it, and then whether the caller's key covers it.</summary>
        /// <param name="thing">The thing.</param>
        /// <param name="by">The caller.</param>
        /// <param name="authorize">What the slice says; null where it says nothing.</param>
        /// <param name="scope">Where what is done belongs; null where that is where the thing does.</param>
        internal static Permission ToAct<T>(
            T thing, Actor by, Func<T, Permission>? authorize = null, Func<T, Scope>? scope = null) =>
            authorize?.Invoke(thing) is { } refusal and not Permission.Granted
                ? refusal
                : Permission.If((scope?.Invoke(thing) ?? (thing as IScoped)?.Scope) is not { } place
                    || by.Scope.Covers(place));

        /// <summary>To read a thing: what a slice says of it, and then whether the key reaches any of it.</summary>
        /// <param name="thing">The thing.</param>
        /// <param name="by">The caller; null where the request has no key.</param>
        /// <param name="authorize">What the slice says; null where it says nothing.</param>
        internal static Permission ToRead<T>(T thing, Actor? by, Func<T, Permission>? authorize = null) =>
            authorize?.Invoke(thing) is { } refusal and not Permission.Granted
                ? refusal
                : Permission.If(thing is not IScoped scoped || by?.Scope.Overlaps(scoped) != false);
    }
}
