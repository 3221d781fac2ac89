using NodaTime.TimeZones;
using Summit.Http;

namespace Summit.Congress;

/// <summary>
/// An organiser convenes an edition (CO1, CO2). With it the five Local4Action formats of the sources are laid down, as
/// events of their own, so that an edition can have them otherwise.
/// </summary>
/// <param name="Slug">Its name in addresses, such as <c>durban-2019</c>; never changes.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Host">Where it takes place.</param>
/// <param name="TimeZone">IANA zone: its days are days there.</param>
/// <param name="StartsOn">The first day.</param>
/// <param name="EndsOn">The last day.</param>
/// <param name="Languages">The languages it works in.</param>
public sealed record ConveneCongress(
    [Code] string Slug,
    [MaxLine(Limits.Title)] LocalisedText Name,
    Host Host,
    [TimeZone] string TimeZone,
    DateOnly StartsOn,
    DateOnly EndsOn,
    [Languages] IReadOnlyList<string> Languages)
{
    private const int DaysMax = 31;

    public static Decision<CongressEvent> Decide(Guid id, ConveneCongress command)
    {
        if (!Lasts(command.StartsOn, command.EndsOn))
            return LastsWrongly;
        return
        [
            new CongressConvened(
                id, command.Slug, command.Name, command.Host, command.TimeZone, command.StartsOn, command.EndsOn,
                    command.Languages),
            .. SourceFormats.All,
        ];
    }

    /// <summary>The refusal of days that it may not have (CO2).</summary>
    internal static Refusal LastsWrongly { get; } = CongressRules.EndsBeforeStart.Refuses(
        field: "/endsOn", facts: new RefusalFacts(Min: 1, Max: DaysMax));

    /// <summary>Whether an edition may last from one day to another (CO2).</summary>
    internal static bool Lasts(DateOnly startsOn, DateOnly endsOn) =>
        endsOn >= startsOn && endsOn.DayNumber - startsOn.DayNumber < DaysMax;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses", (CommandRequest<ConveneCongress> request, CommandExecutor executor) =>
        {
            var id = Guid.CreateVersion7();
            return executor.Start(request, Edition.Category, id,
                permission: Permission.If(request.By.Scope.Covers(new Scope(id))),
                decide: () => Decide(id, request.Command),
                respond: edition => new Created<CongressDetails>(
                    CongressDetails.Of(edition), $"/v1/congresses/{edition.Slug}"));
        })
        .WithOperation(nameof(ConveneCongress), "Convene a Congress")
        .RequireRoles(Role.Organiser);
}

/// <summary>A zone of the IANA database, by its name: an offset such as UTC+02 is none.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class TimeZoneAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute, ISaysExpected
{
    /// <inheritdoc/>
    public Sentence Expected { get; } = (
        "An IANA time zone is expected, such as Africa/Johannesburg.",
        "Un fuseau horaire de l'IANA est attendu, par exemple Africa/Johannesburg.",
        "Se espera una zona horaria de la IANA, por ejemplo Africa/Johannesburg.");

    public override string FormatErrorMessage(string name) => Expected.En;

    public override bool IsValid(object? value) =>
        value is string zone && TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(zone);
}
