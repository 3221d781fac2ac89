using NodaTime;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Congress;

/// <summary>
/// An organiser convenes an edition (C1, C2). With it the five Local4Action formats of the sources are laid down, as
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
    [MaxText(MaxTextAttribute.Title)] LocalisedText Name,
    Host Host,
    [TimeZone] string TimeZone,
    DateOnly StartsOn,
    DateOnly EndsOn,
    [Languages] IReadOnlyList<string> Languages)
{
    private const int DaysMax = 31;

    public static Decision<CongressEvent> Decide(Guid id, ConveneCongress ask)
    {
        if (ask.EndsOn < ask.StartsOn || ask.EndsOn.DayNumber - ask.StartsOn.DayNumber >= DaysMax)
            return CongressRules.EndsBeforeStart.Refuses(field: "/endsOn");
        return
        [
            new CongressConvened(
                id, ask.Slug, ask.Name, ask.Host, ask.TimeZone, ask.StartsOn, ask.EndsOn, ask.Languages),
            .. SourceFormats.All,
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses", (CommandRequest<ConveneCongress> command) =>
        {
            var id = Guid.CreateVersion7();
            return command.Start(Edition.Category, id, id, null,
                _ => Task.FromResult(Decide(id, command.Body)),
                edition => $"/v1/congresses/{edition.Slug}", CongressDetails.Of);
        })
        .WithOperation(nameof(ConveneCongress), "Congress", "Convene a Congress")
        .RequireRoles(Role.Organiser)
        .Answers<CongressDetails>(StatusCodes.Status201Created);
}

/// <summary>A zone of the IANA database.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class TimeZoneAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute
{
    public override string FormatErrorMessage(string name) =>
        "An IANA time zone is expected, such as Africa/Johannesburg.";

    public override bool IsValid(object? value) =>
        value is string zone && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not null;
}
