using Summit.Store;
using Summit.Http;
using Summit.Register;
using Wolverine;

namespace Summit.Papers;

/// <summary>Policy papers: submission, revision, endorsement, review, decision.</summary>
public static class PapersModule
{
    public static IServiceCollection AddPapers(this IServiceCollection services) => services
        .AddSingleton<PublishedPapers>()
        .AddSingleton<ICongressPeople>(services => services.GetRequiredService<PublishedPapers>())
        .AddSingleton<IJoinFollower<Person>, JoinedReviewers>()
        .AddSingleton<IJoinFollower<Organisation>, JoinedPapers>()
        .AddSingleton<PaperComparisons>()
        .AddSingleton<Category>(Paper.Category)
        .AddSingleton<IInlineProjection>(PaperSummaryRow.View)
        .AddSingleton<IInlineProjection>(PaperText.View)
        .AddSingleton<IInlineProjection, Endorsers>()
        .AddSingleton<ExternalIds>()
        .AddSingleton<IInlineProjection>(services => services.GetRequiredService<ExternalIds>())
        .AddSingleton<IConstraintTranslator>(services => services.GetRequiredService<ExternalIds>());

    /// <summary>Compares papers one after another, each after its submission.</summary>
    public static void UsePapers(this WolverineOptions wolverine)
    {
        wolverine.Discovery.IncludeType(typeof(ComparePaperHandler));
        wolverine.PublishMessage<ComparePaper>().ToLocalQueue("comparing").UseDurableInbox().Sequential();
    }

    public static void MapPapers(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Papers),
            "Policy papers: submission, revision, endorsement, review, decision.");
        SubmitPaper.Map(routes);
        UpsertPaper.Map(routes);
        RevisePaper.Map(routes);
        CorrectLateReason.Map(routes);
        EndorsePaper.Map(routes);
        WithdrawEndorsement.Map(routes);
        EndorsementDetails.Map(routes);
        AssignReviewer.Map(routes);
        UnassignReviewer.Map(routes);
        ReviewPaper.Map(routes);
        AcceptPaper.Map(routes);
        ReturnPaper.Map(routes);
        RejectPaper.Map(routes);
        WithdrawPaper.Map(routes);
        RescindAcceptance.Map(routes);
        RescindRejection.Map(routes);
        RescindWithdrawal.Map(routes);
        CorrectReason.Map(routes);
        PaperDetails.Map(routes);
        PaperSummary.Map(routes);
    }
}
