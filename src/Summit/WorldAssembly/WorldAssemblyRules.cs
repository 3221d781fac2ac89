namespace Summit.WorldAssembly;

/// <summary>The rules of the World Assembly, by the numbers of this folder's README.</summary>
public static class WorldAssemblyRules
{
    /// <summary>WA1.</summary>
    public static readonly Rule AlreadyConvened = new("world-assembly/already-convened",
        "The World Assembly of this Congress is convened already, by others or for another session.",
        "L'Assemblée mondiale de ce Congrès est déjà convoquée, par d'autres ou pour une autre séance.",
        "La Asamblea Mundial de este Congreso ya está convocada, por otros o para otra sesión.",
        Tells.Conflicts);

    /// <summary>WA2.</summary>
    public static readonly Rule NotConvened = new("world-assembly/not-convened",
        "The World Assembly of this Congress is not convened yet.",
        "L'Assemblée mondiale de ce Congrès n'est pas encore convoquée.",
        "La Asamblea Mundial de este Congreso aún no está convocada.");

    /// <summary>WA2, WA6.</summary>
    public static readonly Rule NoSuchOrganisation = new("world-assembly/no-such-organisation",
        "The register has no such organisation.",
        "Le registre ne connaît pas cette organisation.",
        "El registro no tiene tal organización.");

    /// <summary>WA2.</summary>
    public static readonly Rule NoSuchSession = new("world-assembly/no-such-session",
        "The Congress has no such session.",
        "Le Congrès n'a pas de telle séance.",
        "El Congreso no tiene tal sesión.");

    /// <summary>WA3, WA4.</summary>
    public static readonly Rule NotTabled = new("world-assembly/not-tabled",
        "This recommendation does not lie before the World Assembly.",
        "Cette recommandation n'est pas soumise à l'Assemblée mondiale.",
        "Esta recomendación no está sometida a la Asamblea Mundial.");

    /// <summary>WA4.</summary>
    public static readonly Rule NamedTwice = new("world-assembly/named-twice",
        "An agenda names an item once.",
        "Un ordre du jour mentionne chaque point une seule fois.",
        "Un orden del día menciona cada punto una sola vez.",
        Tells.Conflicts);

    /// <summary>WA5.</summary>
    public static readonly Rule NotPresented = new("world-assembly/not-presented",
        "An item is presented before it is debated.",
        "Un point est présenté avant d'être débattu.",
        "Un punto se presenta antes de debatirse.",
        Tells.State);

    /// <summary>WA5.</summary>
    public static readonly Rule NotDebated = new("world-assembly/not-debated",
        "An item is debated before it is decided.",
        "Un point est débattu avant d'être tranché.",
        "Un punto se debate antes de decidirse.",
        Tells.State);

    /// <summary>WA5.</summary>
    public static readonly Rule AlreadyDecided = new("world-assembly/already-decided",
        "The item was decided otherwise; a decision stands until the recommendation is forwarded again.",
        "Le point a été tranché autrement ; une décision vaut jusqu'à une nouvelle transmission.",
        "El punto se decidió de otro modo; la decisión vale hasta que la recomendación se remita de nuevo.",
        Tells.State);

    /// <summary>WA7.</summary>
    public static readonly Rule TextOfAmendmentOnly = new("world-assembly/text-of-amendment-only",
        "A text is given where an item is adopted as amended, and only there.",
        "Un texte est fourni lorsqu'un point est adopté avec des amendements, et seulement alors.",
        "Se da un texto cuando un punto se adopta con enmiendas, y solo entonces.",
        Tells.Admitted);

    /// <summary>WA7.</summary>
    public static readonly Rule AuthenticLanguageMissing = new("world-assembly/authentic-language-missing",
        "The amended text lacks the language that is authentic for this recommendation.",
        "Le texte amendé n'existe pas dans la langue faisant foi pour cette recommandation.",
        "El texto enmendado no está en la lengua auténtica de esta recomendación.",
        Tells.Admitted);

    /// <summary>WA6.</summary>
    public static readonly Rule TallyOfVoteOnly = new("world-assembly/tally-of-vote-only",
        "A vote is recorded with its tally; a consensus or a show of hands has none.",
        "Un vote est consigné avec son décompte ; un consensus ou un vote à main levée n'en a pas.",
        "Una votación se registra con su recuento; un consenso o una votación a mano alzada no lo tiene.",
        Tells.Admitted);

    /// <summary>WA6.</summary>
    public static readonly Rule MajoritySaysOtherwise = new("world-assembly/majority-says-otherwise",
        "A vote decides as its majority does: adopted with more votes for than against, and not otherwise.",
        "Un vote tranche comme sa majorité : adopté s'il y a plus de voix pour que contre, et pas autrement.",
        "Una votación decide como su mayoría: adoptado con más votos a favor que en contra, y no de otro modo.",
        Tells.Admitted);

    /// <summary>WA6.</summary>
    public static readonly Rule ConsensusHasObjections = new("world-assembly/consensus-has-objections",
        "Where somebody objects there is no consensus: call a vote, or let them withdraw.",
        "Il n'y a pas de consensus lorsque quelqu'un s'oppose : mettez aux voix, ou que l'opposition soit retirée.",
        "No hay consenso si alguien se opone: sométase a votación, o que se retire la objeción.",
        Tells.Admitted);

    /// <summary>WA8.</summary>
    public static readonly Rule NothingTabled = new("world-assembly/nothing-tabled",
        "No recommendation lies before the World Assembly: there is nothing to seal.",
        "Aucune recommandation n'est soumise à l'Assemblée mondiale : il n'y a rien à sceller.",
        "Ninguna recomendación está sometida a la Asamblea Mundial: no hay nada que sellar.");

    /// <summary>WA8.</summary>
    public static readonly Rule ItemsUndecided = new("world-assembly/items-undecided",
        "Items of the agenda are not decided yet.",
        "Des points de l'ordre du jour ne sont pas encore tranchés.",
        "Hay puntos del orden del día que aún no están decididos.",
        Tells.Conflicts);
}
