
namespace Summit.Programme;

/// <summary>Somebody in the attendance register.</summary>
/// <param name="Person">Who is present.</param>
/// <param name="Organisation">For which organisation; in a statutory body the one whose seat they hold.</param>
public sealed record Present(Guid Person, Guid? Organisation = null);
