
namespace Summit.Programme;

/// <summary>Somebody on a session's panel or at its service.</summary>
public sealed record Participant(Guid Person, ParticipantRole Role);
