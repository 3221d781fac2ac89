using System.ComponentModel.DataAnnotations;
using Summit.Congress;
using Summit.Http;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>
/// An organiser proposes a session, with its slot if it has one yet; a partner proposes one that its own organisation
/// leads, and leaves the slot to the organisers (PR6, PR7, TR1 to TR7).
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
    [MaxLine(Limits.Title)] LocalisedText Title,
    [MaxLength(Limits.PolicyDomains)] IReadOnlyList<string> PolicyDomains,
    Guid Lead,
    SessionMode Mode,
    [Languages, MinLength(1), MaxLength(Limits.Languages)] IReadOnlyList<string> Languages,
    [Code] string? Format = null,
    SessionScope? Scope = null,
    [MaxText(Limits.Summary)] LocalisedText? Abstract = null,
    ScheduleSession? Slot = null,
    Guid? Body = null)
{
    /// <summary>What its track has a say in.</summary>
    internal Plan Plan => new(Track, Lead, PolicyDomains, Format, Scope, Body);

    public static Decision<SessionEvent> Decide(
        Guid id, ProposeSession command, ProposalFacts facts, Actor by, DateTimeOffset now)
    {
        var edition = facts.Edition;
        if (command.Slot is not null && by.Role == Role.Partner)
            return ProgrammeRules.SlotByOrganiser.Refuses(command.Track, "/slot");
        if (TrackRules.Of(command.Track).Refuses(new Proposal(command.Plan, facts, by, now)) is { } refused)
            return refused;
        var proposed = new SessionProposed(
            id, edition.Id, command.Track, command.Title, [.. command.PolicyDomains.Distinct()], command.Lead,
            command.Mode, command.Languages, command.Format, command.Scope, command.Abstract, command.Body,
            facts.Leader!.IsPerson ? true : null);
        if (command.Slot is null)
            return [proposed];
        if (command.Slot.Breaks(edition, command.Track, command.Format, command.Mode, "/slot") is { } unfit)
            return unfit;
        return [proposed, new SessionScheduled(command.Slot.PlaceIn(edition))];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/congresses/{slug}/sessions", (
            CommandRequest<ProposeSession> request, CongressRoute congress, CommandExecutor executor,
            Congresses congresses, RegisterQueries register, PublishedBodies bodies) =>
        {
            var (id, command) = (Guid.CreateVersion7(), request.Command);
            return executor.Start(request, Session.Category, id,
                permission: Permission.If(request.By.SpeaksFor(command.Lead)
                    && request.By.Scope.Covers(new Scope(congress.Id, command.Track))),
                load: cancel => ProposalFacts.Load(congress.Id, command.Plan, congresses, register, bodies, cancel),
                decide: facts => Decide(id, command, facts, request.By, request.Now),
                respond: session => new Created<SessionDetails>(SessionDetails.Of(session), $"/v1/sessions/{id}"),
                congress: _ => congress.Id);
        })
        .WithOperation(nameof(ProposeSession), "Propose a session, with its slot if it has one")
        .RequireRoles(Role.Organiser, Role.Partner);
}
