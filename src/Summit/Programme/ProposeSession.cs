using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Http;
using Summit.Kernel;

namespace Summit.Programme;

/// <summary>
/// An organiser proposes a session, with its slot if it has one yet; a partner proposes one that its own organisation
/// leads, and leaves the slot to the organisers (P6, P7, T1 to T7).
/// </summary>
/// <param name="Track">Its track.</param>
/// <param name="Title">What it is called.</param>
/// <param name="PolicyDomains">Codes of the Congress's policy domains.</param>
/// <param name="Lead">The organisation that leads it; a person's id where the format is open to persons.</param>
/// <param name="Mode">How one takes part.</param>
/// <param name="Languages">The languages it is held in.</param>
/// <param name="Format">Its format, where the track has formats.</param>
/// <param name="Scope">What it is about, where the track says so.</param>
/// <param name="Abstract">What it is about, in words.</param>
/// <param name="Slot">When and where.</param>
/// <param name="Body">The statutory body that meets.</param>
public sealed record ProposeSession(
    Track Track,
    [MaxText(MaxTextAttribute.Title)] LocalisedText Title,
    [MaxLength(50)] IReadOnlyList<string> PolicyDomains,
    Guid Lead,
    SessionMode Mode,
    [Languages, MinLength(1), MaxLength(50)] IReadOnlyList<string> Languages,
    [Code] string? Format = null,
    SessionScope? Scope = null,
    [MaxText(MaxTextAttribute.Summary)] LocalisedText? Abstract = null,
    ScheduleSession? Slot = null,
    Guid? Body = null)
{
    /// <summary>What its track has a say in.</summary>
    internal Plan Plan => new(Track, Lead, PolicyDomains, Format, Scope, Body);

    public static Decision<SessionEvent> Decide(Guid id, ProposeSession ask, ProposalFacts planned, Actor by)
    {
        var edition = planned.Edition;
        if (edition.ClosedAt is not null)
            return ProgrammeRules.CongressClosed.Refuses(ask.Track);
        if (ask.Slot is not null && by.Role == Role.Partner)
            return ProgrammeRules.SlotByOrganiser.Refuses(ask.Track, "/slot");
        if (TrackRules.Of(ask.Track).Refuses(planned) is { } refused)
            return refused;
        var proposed = new SessionProposed(id, edition.Id, ask.Track, ask.Title, [.. ask.PolicyDomains.Distinct()],
            ask.Lead, ask.Mode, ask.Languages, ask.Format, ask.Scope, ask.Abstract, ask.Body);
        if (ask.Slot is null)
            return [proposed];
        if (Slots.Refuses(edition, ask.Track, ask.Format, ask.Slot, "/slot") is { } unfit)
            return unfit;
        return [proposed, new SessionScheduled(Slots.Place(edition, ask.Slot))];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/sessions", async (
            string slug, CommandRequest<ProposeSession> command, Congresses congresses, SessionFactsBook facts) =>
        {
            var (id, ask) = (Guid.CreateVersion7(), command.Body);
            if (await congresses.Find(slug, CancellationToken.None) is not { } edition)
                return command.NotFound().Problem!;
            if (!command.By.SpeaksFor(ask.Lead))
                return command.Forbidden().Problem!;
            return await command.Start(Session.Category, id, edition.Id, ask.Track,
                async _ => Decide(id, ask, await facts.Of(ask.Plan, edition, command.By, command.Now), command.By),
                session => $"/v1/sessions/{session.Id}", SessionDetails.Of);
        })
        .WithOperation(nameof(ProposeSession), "Programme", "Propose a session, with its slot if it has one")
        .RequireRoles(Role.Organiser, Role.Partner)
        .Answers<SessionDetails>(StatusCodes.Status201Created);
}
