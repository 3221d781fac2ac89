
namespace Summit.Programme;

/// <summary>A paper on a session's agenda, in the revision that is taken.</summary>
public sealed record AgendaItem(Guid Paper, int Revision);
