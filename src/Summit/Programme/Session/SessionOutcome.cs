namespace Summit.Programme;

/// <summary>What came out of a session.</summary>
public sealed record SessionOutcome(OutcomeKind Kind, [MaxText(Limits.Text)] LocalisedText Text);
