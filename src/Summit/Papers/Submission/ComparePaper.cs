using Wolverine.Attributes;

namespace Summit.Papers;

/// <summary>
/// A paper was submitted, and is to be compared with the others of its Congress (PA6). Comparing it twice finds it
/// compared.
/// </summary>
/// <param name="Paper">The paper.</param>
[MessageIdentity("compare-paper")]
public sealed record ComparePaper(Guid Paper);
