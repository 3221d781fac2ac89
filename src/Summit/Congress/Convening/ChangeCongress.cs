using Summit.Http;

namespace Summit.Congress;

/// <summary>
/// An organiser corrects what an edition was convened with, or moves it: all but its slug (CO2, CO11). What no longer
/// fits stays as it is, and is listed.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="Host">Where it takes place.</param>
/// <param name="TimeZone">IANA zone: its days are days there.</param>
/// <param name="StartsOn">The first day.</param>
/// <param name="EndsOn">The last day.</param>
/// <param name="Languages">The languages it works in.</param>
public sealed record ChangeCongress(
    [MaxLine(Limits.Title)] LocalisedText Name,
    Host Host,
    [TimeZone] string TimeZone,
    DateOnly StartsOn,
    DateOnly EndsOn,
    [Languages] IReadOnlyList<string> Languages)
{
    public static Decision<CongressEvent> Decide(Edition edition, ChangeCongress command)
    {
        if (!ConveneCongress.Lasts(command.StartsOn, command.EndsOn))
            return ConveneCongress.LastsWrongly;
        return command.Name.Equals(edition.Name) && command.Host == edition.Host
            && command.TimeZone == edition.TimeZone && command.StartsOn == edition.StartsOn
            && command.EndsOn == edition.EndsOn && command.Languages.SequenceEqual(edition.Languages)
                ? []
                :
                [
                    new CongressChanged(command.Name, command.Host, command.TimeZone, command.StartsOn,
                        command.EndsOn, command.Languages),
                ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/change", (
            CommandRequest<ChangeCongress> request, CongressRoute congress, CommandExecutor executor,
            IProgrammeQueries programme) =>
        {
            // What is scheduled meanwhile is in the list that is read later.
            IReadOnlyList<Planned> planned = [];
            return executor.Execute(request, Edition.Category, congress.Id,
                load: async (_, cancel) => planned = await programme.Planned(congress.Id, cancel),
                decide: (edition, _) => Decide(edition, request.Command),
                respond: edition => new ChangedCongress(
                    CongressDetails.Of(edition), Misfits.Of(edition, planned)));
        })
        .WithOperation(nameof(ChangeCongress), "Correct or move a Congress; what no longer fits is listed")
        .RequireRoles(Role.Organiser)
        .GoesOnAfterClosing()
        .RequireIfMatch();
}

/// <summary>A Congress that was changed.</summary>
/// <param name="Congress">The Congress as it is now.</param>
/// <param name="Misfits">The sessions and breaks that no longer fit, in the order of time.</param>
public sealed record ChangedCongress(CongressDetails Congress, IReadOnlyList<Misfit> Misfits);
