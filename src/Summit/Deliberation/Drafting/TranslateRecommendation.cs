using Summit.Http;

namespace Summit.Deliberation;

/// <summary>
/// A rapporteur gives the text in a further language, or brings a translation up to date (DE7). The authentic text is
/// never translated over; what was agreed in several languages changes in each by amendment only.
/// </summary>
/// <param name="Language">The language.</param>
/// <param name="Text">The whole text in it.</param>
public sealed record TranslateRecommendation(
    [Languages] string Language, [MaxText(Limits.Text, Paragraphs = Limits.Clauses)] string Text)
{
    public static Decision<RecommendationEvent> Decide(
        Recommendation it, TranslateRecommendation command, DateTimeOffset now)
    {
        var present = it.Text.In(command.Language);
        var isBehind = it.Behind.Contains(command.Language);
        if (present == command.Text && !isBehind)
            return [];
        if (it.State is RecommendationState.Merged)
            return DeliberationRules.AlreadyMerged.Refuses(facts: it.State.Facts);
        if (command.Language == it.Authentic)
            return DeliberationRules.AuthenticNotTranslated.Refuses(field: "/language");
        var isFree = it.State is RecommendationState.Drafted or RecommendationState.ReferredBack;
        if (present is not null && !isBehind && !isFree)
            return DeliberationRules.TranslationAgreed.Refuses(field: "/language", facts: it.State.Facts);
        var translated = new RecommendationTranslated(command.Language, command.Text, now);
        return [translated with { ParagraphIds = it.IdsAfter(translated, [command.Language]) }];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/recommendations/{id:guid}/translations", (
            Guid id, CommandRequest<TranslateRecommendation> request, CommandExecutor executor) =>
            executor.Execute(request, Recommendation.Category, id,
                decide: it => Decide(it, request.Command, request.Now),
                respond: RecommendationDetails.Of))
        .WithOperation(nameof(TranslateRecommendation), "Give the text in a further language")
        .RequireRoles(Role.Rapporteur, Role.Organiser)
        .GoesOnAfterClosing()
        .RequireIfMatch();
}
