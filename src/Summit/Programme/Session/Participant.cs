
namespace Summit.Programme;

/// <summary>Somebody on a session's panel or at its service, in one of their roles.</summary>
public sealed record Participant(Guid Person, ParticipantRole Role);
