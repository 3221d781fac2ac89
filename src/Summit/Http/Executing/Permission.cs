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
    }
}
