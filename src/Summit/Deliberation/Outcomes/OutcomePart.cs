namespace Summit.Deliberation;

/// <summary>The parts of the outcome document, in its order: what was adopted is apart from what was not.</summary>
internal enum OutcomePart
{
    /// <summary>Adopted by the World Assembly, as forwarded or as amended.</summary>
    Adopted,

    /// <summary>On its way to the World Assembly, or before it.</summary>
    Tabled,

    /// <summary>Agreed or consolidated, and not forwarded.</summary>
    Agreed,

    ReferredBack,
    NotAdopted,
}

internal static class OutcomeParts
{
    /// <summary>The part that an outcome of a status is in.</summary>
    public static OutcomePart PartOf(RecommendationStatus status) => status switch
    {
        RecommendationStatus.Adopted or RecommendationStatus.AdoptedAsAmended => OutcomePart.Adopted,
        RecommendationStatus.Forwarded or RecommendationStatus.Received or RecommendationStatus.Presented =>
            OutcomePart.Tabled,
        RecommendationStatus.ReferredBack => OutcomePart.ReferredBack,
        RecommendationStatus.NotAdopted => OutcomePart.NotAdopted,
        _ => OutcomePart.Agreed,
    };
}
