using Summit.Http;
using Summit.Papers;
using Summit.Programme;
using Summit.Store;

namespace Summit.Deliberation;

/// <summary>What sessions recommend: drafted, amended, agreed, consolidated, forwarded, decided, and traced.</summary>
public static class DeliberationModule
{
    public static IServiceCollection AddDeliberation(this IServiceCollection services) => services
        .AddSingleton<Category>(Recommendation.Category)
        .AddSingleton<RecommendationReceipts>()
        .AddSingleton<PublishedRecommendations>()
        .AddSingleton<LineageQueries>()
        .AddSingleton<ISessionRecords>(provider => provider.GetRequiredService<LineageQueries>())
        .AddSingleton<IPaperDependents>(provider => provider.GetRequiredService<LineageQueries>())
        .AddSingleton<OutcomeRows>()
        .AddSingleton<OutcomeRepresentations>()
        .AddSingleton<IPublishedOutcomes>(provider => provider.GetRequiredService<OutcomeRepresentations>())
        .AddSingleton<TraceBuilder>()
        .AddSingleton<IInlineProjection>(RecommendationDetails.View)
        .AddSingleton<LineageView>()
        .AddSingleton<IInlineProjection>(provider => provider.GetRequiredService<LineageView>())
        .AddSingleton<IConstraintTranslator>(provider => provider.GetRequiredService<LineageView>())
        .AddSingleton<ConsolidatedOutcome>()
        .AddSingleton<IAsyncProjection>(provider => provider.GetRequiredService<ConsolidatedOutcome>())
        .AddSingleton<EventSubscription>(provider => provider.GetRequiredService<ConsolidatedOutcome>())
        .AddSingleton<EventSubscription, WorldAssemblyDecisions>();

    public static void MapDeliberation(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Deliberation),
            "Recommendations: drafted, amended, agreed, consolidated, forwarded; outcomes and traces.");
        DraftRecommendation.Map(routes);
        ProposeAmendment.Map(routes);
        AcceptAmendment.Map(routes);
        RejectAmendment.Map(routes);
        CorrectRejectionReason.Map(routes);
        WithdrawAmendment.Map(routes);
        ReopenAmendment.Map(routes);
        TranslateRecommendation.Map(routes);
        AgreeRecommendation.Map(routes);
        ConsolidateRecommendations.Map(routes);
        ForwardRecommendation.Map(routes);
        RecommendationDetails.Map(routes);
        PullOutcomes.Map(routes);
        TraceRecommendation.Map(routes);
        TracePaper.Map(routes);
    }
}
