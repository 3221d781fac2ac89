using Summit.Kernel;
using Summit.Statutory;

namespace Summit.Tests.Statutory;

/// <summary>A body whose quorum is half of those seated, and its first member.</summary>
internal static class StatutorySamples
{
    public static readonly DateTimeOffset Now = new(2019, 3, 25, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid CouncilId = Guid.CreateVersion7();
    public static readonly Guid CouncilOrganisation = Guid.CreateVersion7();
    public static readonly Guid City = Guid.CreateVersion7();
    public static readonly Guid Mayor = Guid.CreateVersion7();
    public static readonly LocalisedText Name = LocalisedText.Of(("en", "World Council"));
    public static readonly Quorum HalfOfSeated = new(QuorumOf.Seated, 1, 2);

    public static readonly BodyEvent[] Established =
    [
        new BodyEstablished(CouncilId, "world-council", Name, CouncilOrganisation, Now),
        new RulesSet(HalfOfSeated, Now),
    ];

    public static readonly MemberSeated Seated = new(City, Mayor, Capacity.Full, Now);
    public static readonly MandateEnded Ended = new(Mayor, "Resigned.", Now);

    /// <summary>Quorums that lack what they need, or say what they must not.</summary>
    public static TheoryData<QuorumOf, int?, int?, int?> IllFormed => new()
    {
        { QuorumOf.Seated, 2, 1, null },
        { QuorumOf.Seated, 1, null, null },
        { QuorumOf.Seated, 1, 2, 3 },
        { QuorumOf.Fixed, null, null, null },
        { QuorumOf.Fixed, 1, 2, 3 },
    };

    public static Given<Body, BodyEvent> Given(params IEnumerable<BodyEvent> history) =>
        Tests.Given.Stream(Body.Category, history);
}
