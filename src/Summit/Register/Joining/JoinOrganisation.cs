using Summit.Http;

namespace Summit.Register;

/// <summary>
/// An organiser joins two entries of one organisation: the one that stays takes over what is not over, and speaks for
/// it. What one organisation cannot have twice stays as it was, and is told; sent again, the command takes over what
/// has become free meanwhile (RE8).
/// </summary>
/// <param name="Into">The entry that stays.</param>
public sealed record JoinOrganisation(Guid Into)
{
    /// <summary>What the decision needs of the other entry.</summary>
    /// <param name="Into">The entry that stays; null where the register has none.</param>
    public sealed record Facts(Organisation? Into);

    public static Decision<Organisation> Decide(Organisation organisation, JoinOrganisation command, Facts facts)
    {
        if (facts.Into is not { } into)
            return RegisterRules.NoSuchOrganisation.Refuses(field: "/into");
        if (organisation.Kind == OrganisationKind.StatutoryBody)
            return RegisterRules.BodyStays;
        // What it leads and submits, it may by its kind.
        if (organisation.Kind != into.Kind)
            return RegisterRules.KindsDiffer.Refuses(
                field: "/into", facts: RefusalFacts.Admits([organisation.Kind]));
        if (organisation.JoinedInto == command.Into)
            return [];
        if (organisation.JoinedInto is not null || into.JoinedInto is not null || organisation.Id == into.Id)
            return RegisterRules.JoinedAlready.Refuses(field: "/into");
        return
        [
            organisation with
            {
                // A section may belong to itself, and nothing belongs to a joined one.
                Section = HandedEntries.SectionOf(organisation.Section, organisation, into),
                JoinedInto = command.Into,
                Version = organisation.Version + 1,
            },
        ];
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/organisations/{id:guid}/join", (
            Guid id, CommandRequest<JoinOrganisation> request, CommandExecutor executor, RegisterQueries register,
            EntryJoin<Organisation> joins) =>
            executor.Execute(request, cancel => joins.Of(request, id, request.Command.Into, register.Organisations,
                decide: (organisation, into) => Decide(organisation, request.Command, new Facts(into)),
                write: (before, organisation) =>
                    new OrganisationChanged(before, organisation, request.By, "organisation-joined"),
                respond: (organisation, conflicts) => new OrganisationJoin(organisation, conflicts),
                keep: join => join,
                cancel)))
        .WithOperation(nameof(JoinOrganisation), "Join two entries of one organisation")
        .RequireRoles(Role.Organiser)
        .RequireIfMatch();
}

/// <summary>An entry that is joined into another.</summary>
/// <param name="Organisation">The entry.</param>
/// <param name="Conflicts">
/// What stays with it until something gives way: papers under an external id that both use, open papers that somebody
/// of the organisation reviews, bodies in which both have a seat or the one that stays may have none.
/// </param>
public sealed record OrganisationJoin(Organisation Organisation, IReadOnlyList<Conflict> Conflicts);
