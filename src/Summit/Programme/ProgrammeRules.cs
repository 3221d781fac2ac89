namespace Summit.Programme;

/// <summary>The rules of slots and of a session's life, by the numbers of this folder's README.</summary>
public static class ProgrammeRules
{
    public static readonly Rule RoomOccupied = new("programme/room-occupied",
        "The room holds another session then, or is being turned round after one.",
        "La salle accueille alors une autre séance, ou est remise en état après l'une d'elles.",
        "La sala acoge entonces otra sesión, o se está preparando después de una.");

    public static readonly Rule PersonOccupied = new("programme/person-occupied",
        "Somebody sits in another session then.",
        "Une personne siège alors dans une autre séance.",
        "Una persona participa entonces en otra sesión.");

    public static readonly Rule BodyOccupied = new("programme/body-occupied",
        "The body meets in another session then.",
        "L'instance se réunit alors dans une autre séance.",
        "El órgano se reúne entonces en otra sesión.");

    public static readonly Rule OutsideCongress = new("programme/outside-congress",
        "A slot lies within the days of the Congress, in its own time zone.",
        "Un créneau se situe dans les jours du Congrès, dans son propre fuseau horaire.",
        "Una franja está dentro de los días del Congreso, en su propia zona horaria.");

    public static readonly Rule EndsBeforeStart = new("programme/ends-before-start",
        "A slot ends after it starts, by a minute at least.",
        "Un créneau se termine après son début, d'au moins une minute.",
        "Una franja termina después de empezar, al menos un minuto.");

    public static readonly Rule NoSuchRoom = new("programme/no-such-room",
        "The Congress has no such room open.",
        "Le Congrès n'a pas de telle salle ouverte.",
        "El Congreso no tiene tal sala abierta.");

    public static readonly Rule CongressClosed = new("programme/congress-closed",
        "The Congress is over.",
        "Le Congrès est terminé.",
        "El Congreso ha terminado.");

    public static readonly Rule SlotByOrganiser = new("programme/slot-by-organiser",
        "A partner proposes a session without a slot; the organisers schedule it.",
        "Un partenaire propose une séance sans créneau ; les organisateurs la programment.",
        "Un socio propone una sesión sin franja; la organización la programa.");

    public static readonly Rule IsCancelled = new("programme/cancelled",
        "The session has been cancelled.",
        "La séance a été annulée.",
        "La sesión ha sido cancelada.");

    public static readonly Rule AlreadyOpened = new("programme/already-opened",
        "The session has been opened: this is settled before that.",
        "La séance a été ouverte : cela se règle auparavant.",
        "La sesión ha sido abierta: esto se decide antes.");

    public static readonly Rule IsClosed = new("programme/closed",
        "The session is closed.",
        "La séance est close.",
        "La sesión está cerrada.");

    public static readonly Rule NotScheduled = new("programme/not-scheduled",
        "The session has no slot yet.",
        "La séance n'a pas encore de créneau.",
        "La sesión aún no tiene franja.");

    public static readonly Rule NotOpen = new("programme/not-open",
        "Only a session that is sitting can be closed.",
        "Seule une séance ouverte peut être close.",
        "Solo se puede cerrar una sesión abierta.");

    public static readonly Rule NotClosed = new("programme/not-closed",
        "A session is reported once it is closed.",
        "Le compte rendu d'une séance se fait une fois celle-ci close.",
        "El informe de una sesión se presenta una vez cerrada.");

    public static readonly Rule NotPublished = new("programme/not-published",
        "The programme has not been published yet.",
        "Le programme n'a pas encore été publié.",
        "El programa aún no se ha publicado.");

    public static readonly Rule NoSuchPerson = new("programme/no-such-person",
        "The register has no such person.",
        "Cette personne ne figure pas au registre.",
        "Esta persona no figura en el registro.");

    public static readonly Rule NoSuchOrganisation = new("programme/no-such-organisation",
        "The register has no such organisation.",
        "Cette organisation ne figure pas au registre.",
        "Esta organización no figura en el registro.");

    public static readonly Rule NoSuchSection = new("programme/no-such-section",
        "There is no section with this code.",
        "Aucune section ne porte ce code.",
        "No hay ninguna sección con este código.");

    public static readonly Rule CountedTwice = new("programme/counted-twice",
        "Nobody is counted twice.",
        "Personne n'est compté deux fois.",
        "No se cuenta a nadie dos veces.");

    public static readonly Rule NoSuchPaper = new("programme/no-such-paper",
        "The Congress has no such paper.",
        "Le Congrès n'a pas de tel document.",
        "El Congreso no tiene tal documento.");

    public static readonly Rule NoSuchRevision = new("programme/no-such-revision",
        "The paper has no such revision.",
        "Le document n'a pas de telle révision.",
        "El documento no tiene tal revisión.");

    public static readonly Rule PaperOfAnotherTrack = new("programme/paper-of-another-track",
        "The paper was submitted for another track.",
        "Le document a été soumis pour un autre circuit.",
        "El documento se presentó para otro circuito.");

    public static readonly Rule PaperNotAccepted = new("programme/paper-not-accepted",
        "Only an accepted paper is placed on an agenda.",
        "Seul un document accepté est inscrit à un ordre du jour.",
        "Solo un documento aceptado se incluye en un orden del día.");

    public static readonly Rule ScopeNeeded = new("programme/scope-needed",
        "A session of this track is continental, sectoral or thematic.",
        "Une séance de ce circuit est continentale, sectorielle ou thématique.",
        "Una sesión de este circuito es continental, sectorial o temática.");

    public static readonly Rule FormatNeeded = new("programme/format-needed",
        "A session of this track has a format.",
        "Une séance de ce circuit a un format.",
        "Una sesión de este circuito tiene un formato.");

    public static readonly Rule BodyNeeded = new("programme/body-needed",
        "A session of this track is a meeting of a statutory body.",
        "Une séance de ce circuit est la réunion d'une instance statutaire.",
        "Una sesión de este circuito es la reunión de un órgano estatutario.");

    public static readonly Rule NotOfThisTrack = new("programme/not-of-this-track",
        "This field does not apply to sessions of this track.",
        "Ce champ ne s'applique pas aux séances de ce circuit.",
        "Este campo no se aplica a las sesiones de este circuito.");

    public static readonly Rule NoSuchFormat = new("programme/no-such-format",
        "The Congress has no such format in this track.",
        "Le Congrès n'a pas de tel format dans ce circuit.",
        "El Congreso no tiene tal formato en este circuito.");

    public static readonly Rule DomainNeeded = new("programme/domain-needed",
        "A session of this track names a policy domain.",
        "Une séance de ce circuit désigne un domaine politique.",
        "Una sesión de este circuito nombra un ámbito político.");

    public static readonly Rule NoSuchDomain = new("programme/no-such-domain",
        "The Congress has no such policy domain.",
        "Le Congrès n'a pas de tel domaine politique.",
        "El Congreso no tiene tal ámbito político.");

    public static readonly Rule NoSuchLead = new("programme/no-such-lead",
        "The register has nobody of this id to lead a session.",
        "Le registre ne contient personne de cet identifiant pour conduire une séance.",
        "El registro no contiene a nadie con este identificador para dirigir una sesión.");

    public static readonly Rule LeadNotAdmitted = new("programme/lead-not-admitted",
        "Sessions of this track are not led by an organisation of this kind.",
        "Les séances de ce circuit ne sont pas conduites par une organisation de ce type.",
        "Las sesiones de este circuito no las dirige una organización de este tipo.");

    public static readonly Rule FormatNotOpenToLead = new("programme/format-not-open-to-lead",
        "This format is not open to a lead of this kind.",
        "Ce format n'est pas ouvert à une conduite de ce type.",
        "Este formato no está abierto a una dirección de este tipo.");

    public static readonly Rule NoSuchBody = new("programme/no-such-body",
        "There is no such statutory body.",
        "Cette instance statutaire n'existe pas.",
        "No existe tal órgano estatutario.");

    public static readonly Rule BodyOfAnotherLead = new("programme/body-of-another-lead",
        "A statutory body leads its own meetings.",
        "Une instance statutaire conduit ses propres réunions.",
        "Un órgano estatutario dirige sus propias reuniones.");

    public static readonly Rule CallNeeded = new("programme/call-needed",
        "Sessions of this format are proposed through a call, while it is open.",
        "Les séances de ce format sont proposées par un appel, tant qu'il est ouvert.",
        "Las sesiones de este formato se proponen mediante una convocatoria, mientras está abierta.");

    public static readonly Rule FormatDuration = new("programme/format-duration",
        "The slot is shorter or longer than the format allows.",
        "Le créneau est plus court ou plus long que le format ne le permet.",
        "La franja es más corta o más larga de lo que el formato permite.");

    public static readonly Rule PanelOfLocalGovernments = new("programme/panel-of-local-governments",
        "The panels of this track are made up of representatives of local and regional governments.",
        "Les panels de ce circuit sont composés de représentant·e·s des gouvernements locaux et régionaux.",
        "Los paneles de este circuito se componen de representantes de gobiernos locales y regionales.");

    public static readonly Rule NotAMemberOfTheBody = new("programme/not-a-member-of-the-body",
        "Only those who hold a seat in the body take part.",
        "Seules les personnes qui occupent un siège de l'instance participent.",
        "Solo participan quienes ocupan un escaño del órgano.");

    public static readonly Rule NoPapersInTrack = new("programme/no-papers-in-track",
        "Sessions of this track take no policy papers.",
        "Les séances de ce circuit ne reçoivent pas de documents d'orientation politique.",
        "Las sesiones de este circuito no reciben documentos de orientación política.");

    public static readonly Rule PaperNeeded = new("programme/paper-needed",
        "A session of this track opens with a policy paper on its agenda.",
        "Une séance de ce circuit s'ouvre avec un document d'orientation politique à l'ordre du jour.",
        "Una sesión de este circuito se abre con un documento de orientación política en el orden del día.");

    public static readonly Rule AcceptedPaperNeeded = new("programme/accepted-paper-needed",
        "A session of this track opens with an accepted policy paper on its agenda.",
        "Une séance de ce circuit s'ouvre avec un document d'orientation politique accepté à l'ordre du jour.",
        "Una sesión de este circuito se abre con un documento de orientación política aceptado en el orden del día.");

    public static readonly Rule RepresentativeNeeded = new("programme/representative-needed",
        "A session of this track opens with a representative of local or regional governments on its panel.",
        "Une séance de ce circuit s'ouvre avec un·e représentant·e des gouvernements locaux ou régionaux au panel.",
        "Una sesión de este circuito se abre con representación de gobiernos locales o regionales en su panel.");

    public static readonly Rule QuorumNotReached = new("programme/quorum-not-reached",
        "Not enough members of the body are present for it to meet.",
        "Les membres présents de l'instance sont trop peu nombreux pour qu'elle se réunisse.",
        "No hay suficientes miembros presentes del órgano para que se reúna.");

    public static readonly Rule OutcomeOfAnotherTrack = new("programme/outcome-of-another-track",
        "Sessions of this track have no outcome of this kind.",
        "Les séances de ce circuit n'ont pas de résultat de ce type.",
        "Las sesiones de este circuito no tienen resultados de este tipo.");
}
