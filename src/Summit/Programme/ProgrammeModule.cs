using Summit.Congress;
using Summit.Store;
using Summit.Http;
using Summit.Papers;
using Summit.Register;

namespace Summit.Programme;

/// <summary>The sessions of a Congress: proposed, scheduled, held, reported; and the published programme.</summary>
public static class ProgrammeModule
{
    public static IServiceCollection AddProgramme(this IServiceCollection services) => services
        .AddSingleton<PublishedSessions>()
        .AddSingleton<ICongressPeople>(services => services.GetRequiredService<PublishedSessions>())
        .AddSingleton<IProgrammeQueries>(services => services.GetRequiredService<PublishedSessions>())
        .AddSingleton<IJoinFollower<Person>, JoinedParticipants>()
        .AddSingleton<IJoinFollower<Organisation>, JoinedLeads>()
        .AddSingleton<IPaperDependents>(services => services.GetRequiredService<PublishedSessions>())
        .AddSingleton<IConstraintTranslator, AgendaPapers>()
        .AddSingleton<ProgrammeReader>()
        .AddSingleton<BreakReader>()
        .AddSingleton<PublishedProgramme>()
        .AddSingleton<Category>(Session.Category)
        .AddSingleton<Category>(Break.Category)
        .AddSingleton<IInlineProjection, Occupancy>()
        .AddSingleton<IInlineProjection>(SessionDetails.View)
        .AddSingleton<IInlineProjection>(BreakDetails.View)
        .AddSingleton<OccupiedNames>()
        .AddSingleton<IConstraintTranslator, OccupancyConflicts>();

    public static void MapProgramme(this IEndpointRouteBuilder routes)
    {
        routes = routes.MapContext(nameof(Programme),
            "Sessions in the four tracks: slots, participants, agendas, how they are held; breaks.");
        ProposeSession.Map(routes);
        ScheduleSession.Map(routes);
        ExchangeSlots.Map(routes);
        GiveUpSlot.Map(routes);
        RetitleSession.Map(routes);
        AssignLead.Map(routes);
        AddParticipant.Map(routes);
        RemoveParticipant.Map(routes);
        RemoveParticipantRole.Map(routes);
        PlacePaper.Map(routes);
        RemovePaper.Map(routes);
        TakeAttendance.Map(routes);
        AttendanceRegister.Map(routes);
        OpenSession.Map(routes);
        UndoOpening.Map(routes);
        CloseSession.Map(routes);
        ReopenSession.Map(routes);
        CancelSession.Map(routes);
        CorrectCancellationReason.Map(routes);
        ReinstateSession.Map(routes);
        ReportSession.Map(routes);
        ScheduleBreak.Map(routes);
        ChangeBreak.Map(routes);
        CancelBreak.Map(routes);
        CorrectBreakReason.Map(routes);
        ReinstateBreak.Map(routes);
        BreakReader.Map(routes);
        ProgrammeReader.Map(routes);
    }
}
