namespace Summit.Programme;

/// <content>The rules of tracks, which <see cref="TrackRules"/> applies.</content>
public static partial class ProgrammeRules
{
    /// <summary>TR1.</summary>
    public static readonly Rule ScopeNeeded = new("programme/scope-needed",
        "A session of this track is continental, sectoral or thematic.",
        "Une séance de ce circuit est continentale, sectorielle ou thématique.",
        "Una sesión de este circuito es continental, sectorial o temática.",
        Tells.Admitted);

    /// <summary>TR2.</summary>
    public static readonly Rule FormatNeeded = new("programme/format-needed",
        "A session of this track has a format.",
        "Une séance de ce circuit a un format.",
        "Una sesión de este circuito tiene un formato.",
        Tells.Admitted);

    /// <summary>TR3.</summary>
    public static readonly Rule BodyNeeded = new("programme/body-needed",
        "A session of this track is a meeting of a statutory body.",
        "Une séance de ce circuit est la réunion d'une instance statutaire.",
        "Una sesión de este circuito es la reunión de un órgano estatutario.");

    /// <summary>A proposal has only the fields of its track: a scope, a format or a body.</summary>
    public static readonly Rule NotOfThisTrack = new("programme/not-of-this-track",
        "This field does not apply to sessions of this track.",
        "Ce champ ne s'applique pas aux séances de ce circuit.",
        "Este campo no se aplica a las sesiones de este circuito.");

    /// <summary>TR6.</summary>
    public static readonly Rule DomainNeeded = new("programme/domain-needed",
        "A session of this track names a policy domain.",
        "Une séance de ce circuit désigne un domaine politique.",
        "Una sesión de este circuito nombra un ámbito político.",
        Tells.Numbers);

    /// <summary>TR4.</summary>
    public static readonly Rule LeadNotAdmitted = new("programme/lead-not-admitted",
        "Sessions of this track are not led by an organisation of this kind.",
        "Les séances de ce circuit ne sont pas conduites par une organisation de ce type.",
        "Las sesiones de este circuito no las dirige una organización de este tipo.",
        Tells.Admitted);

    /// <summary>TR5.</summary>
    public static readonly Rule FormatNotOpenToLead = new("programme/format-not-open-to-lead",
        "This format is not open to a lead of this kind.",
        "Ce format n'est pas ouvert à une conduite de ce type.",
        "Este formato no está abierto a una dirección de este tipo.",
        Tells.Admitted);

    /// <summary>TR3.</summary>
    public static readonly Rule BodyOfAnotherLead = new("programme/body-of-another-lead",
        "A statutory body leads its own meetings.",
        "Une instance statutaire conduit ses propres réunions.",
        "Un órgano estatutario dirige sus propias reuniones.",
        Tells.Admitted);

    /// <summary>TR7.</summary>
    public static readonly Rule CallNeeded = new("programme/call-needed",
        "Sessions of this format are proposed through a call, while it is open.",
        "Les séances de ce format sont proposées par un appel, tant qu'il est ouvert.",
        "Las sesiones de este formato se proponen mediante una convocatoria, mientras está abierta.",
        Tells.State);

    /// <summary>TR5.</summary>
    public static readonly Rule FormatDuration = new("programme/format-duration",
        "The slot is shorter or longer than the format allows.",
        "Le créneau est plus court ou plus long que le format ne le permet.",
        "La franja es más corta o más larga de lo que el formato permite.",
        Tells.Numbers);

    /// <summary>TR8.</summary>
    public static readonly Rule PanelOfLocalGovernments = new("programme/panel-of-local-governments",
        "The panels of this track are made up of representatives of local and regional governments.",
        "Les panels de ce circuit sont composés de représentant·e·s des gouvernements locaux et régionaux.",
        "Los paneles de este circuito se componen de representantes de gobiernos locales y regionales.",
        Tells.Admitted);

    /// <summary>TR9.</summary>
    public static readonly Rule NotAMemberOfTheBody = new("programme/not-a-member-of-the-body",
        "Only those who hold a seat in the body take part.",
        "Seules les personnes qui occupent un siège de l'instance participent.",
        "Solo participan quienes ocupan un escaño del órgano.",
        Tells.Conflicts);

    /// <summary>TR10.</summary>
    public static readonly Rule NoPapersInTrack = new("programme/no-papers-in-track",
        "Sessions of this track take no policy papers.",
        "Les séances de ce circuit ne reçoivent pas de documents d'orientation politique.",
        "Las sesiones de este circuito no reciben documentos de orientación política.",
        Tells.Admitted);

    /// <summary>TR12.</summary>
    public static readonly Rule PaperNeeded = new("programme/paper-needed",
        "A session of this track opens with a policy paper on its agenda.",
        "Une séance de ce circuit s'ouvre avec un document d'orientation politique à l'ordre du jour.",
        "Una sesión de este circuito se abre con un documento de orientación política en el orden del día.",
        Tells.Numbers);

    /// <summary>TR12.</summary>
    public static readonly Rule AcceptedPaperNeeded = new("programme/accepted-paper-needed",
        "A session of this track opens with an accepted policy paper on its agenda.",
        "Une séance de ce circuit s'ouvre avec un document d'orientation politique accepté à l'ordre du jour.",
        "Una sesión de este circuito se abre con un documento de orientación política aceptado en el orden del día.",
        Tells.Numbers);

    /// <summary>TR12.</summary>
    public static readonly Rule RepresentativeNeeded = new("programme/representative-needed",
        "A session of this track opens with a representative of local or regional governments on its panel.",
        "Une séance de ce circuit s'ouvre avec un·e représentant·e des gouvernements locaux ou régionaux au panel.",
        "Una sesión de este circuito se abre con representación de gobiernos locales o regionales en su panel.",
        Tells.Admitted);

    /// <summary>TR11.</summary>
    public static readonly Rule QuorumNotReached = new("programme/quorum-not-reached",
        "Not enough members of the body are present for it to meet.",
        "Les membres présents de l'instance sont trop peu nombreux pour qu'elle se réunisse.",
        "No hay suficientes miembros presentes del órgano para que se reúna.",
        Tells.Numbers);

    /// <summary>TR13.</summary>
    public static readonly Rule OutcomeOfAnotherTrack = new("programme/outcome-of-another-track",
        "Sessions of this track have no outcome of this kind.",
        "Les séances de ce circuit n'ont pas de résultat de ce type.",
        "Las sesiones de este circuito no tienen resultados de este tipo.",
        Tells.Admitted);
}
