using Wolverine.Attributes;

namespace Summit.Forwarding;

/// <summary>
/// A forward of this recommendation may be due. The message says that somebody has to look; which forward, in what
/// order, how often and until when is the outbox's to say.
/// </summary>
/// <param name="Destination">Where its forwards go.</param>
/// <param name="Recommendation">The recommendation.</param>
[MessageIdentity("forward-due")]
public sealed record ForwardDue(string Destination, Guid Recommendation);
