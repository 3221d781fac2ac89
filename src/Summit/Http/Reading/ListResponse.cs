namespace Summit.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">The things, oldest first.</param>
/// <param name="Cursor">To go on with; absent on the last page.</param>
public sealed record ListResponse<T>(IReadOnlyList<T> Items, string? Cursor = null);
