using Wolverine.Attributes;

namespace Summit.Forwarding;

/// <summary>
/// A forward of this recommendation may be due. The message says no more; the outbox decides which forward, in what
/// order, how often and until when.
/// </summary>
/// <param name="Destination">Where its forwards go.</param>
/// <param name="Recommendation">The recommendation.</param>
[MessageIdentity("forward-due")]
public sealed record ForwardDue(string Destination, Guid Recommendation);
