namespace Summit.Statutory;

/// <summary>The rules of statutory bodies, by the numbers of this folder's README.</summary>
public static class StatutoryRules
{
    /// <summary>ST1.</summary>
    public static readonly Rule NotAStatutoryBody = new("statutory/not-a-statutory-body",
        "The register has no statutory body of this id.",
        "Le registre ne contient aucune instance statutaire portant cet identifiant.",
        "El registro no contiene ningún órgano estatutario con este identificador.",
        Tells.Admitted);

    /// <summary>ST1.</summary>
    public static readonly Rule CodeTaken = new("statutory/code-taken",
        "Another body has this code.",
        "Une autre instance porte ce code.",
        "Otro órgano tiene este código.");

    /// <summary>ST1.</summary>
    public static readonly Rule OrganisationTaken = new("statutory/organisation-taken",
        "This entry of the register is established as a body already.",
        "Cette entrée du registre est déjà établie comme instance.",
        "Esta entrada del registro ya está establecida como órgano.");

    /// <summary>ST2.</summary>
    public static readonly Rule QuorumIllFormed = new("statutory/quorum-ill-formed",
        "A quorum is either a part of those seated, of at most all, or a fixed number.",
        "Un quorum est soit une fraction des membres siégeant, au plus leur totalité, soit un nombre fixe.",
        "Un cuórum es una fracción de quienes ocupan un escaño, a lo sumo la totalidad, o un número fijo.");

    /// <summary>ST3.</summary>
    public static readonly Rule NotAMember = new("statutory/not-a-member",
        "Only members of the world organisation hold seats.",
        "Seuls les membres de l'organisation mondiale occupent des sièges.",
        "Solo los miembros de la organización mundial ocupan escaños.");

    /// <summary>ST3.</summary>
    public static readonly Rule NoSuchPerson = new("statutory/no-such-person",
        "The register has no such person.",
        "Cette personne ne figure pas au registre.",
        "Esta persona no figura en el registro.");

    /// <summary>ST4.</summary>
    public static readonly Rule AlreadySeated = new("statutory/already-seated",
        "This person holds another seat of the body.",
        "Cette personne occupe un autre siège de l'instance.",
        "Esta persona ocupa otro escaño del órgano.",
        Tells.State);

    /// <summary>ST4.</summary>
    public static readonly Rule SeatTaken = new("statutory/seat-taken",
        "The organisation's seat is held by somebody else: a member has one delegate and one substitute.",
        "Le siège de l'organisation est occupé : un membre a un·e délégué·e et un·e suppléant·e.",
        "El escaño de la organización está ocupado: un miembro tiene una persona delegada y una suplente.",
        Tells.Conflicts);

    /// <summary>ST5.</summary>
    public static readonly Rule NotSeated = new("statutory/not-seated",
        "This person holds no seat of the body.",
        "Cette personne n'occupe aucun siège de l'instance.",
        "Esta persona no ocupa ningún escaño del órgano.");
}
