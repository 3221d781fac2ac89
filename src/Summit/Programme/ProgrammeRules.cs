namespace Summit.Programme;

/// <summary>The rules of slots and of a session's life, by the numbers of this folder's README.</summary>
public static partial class ProgrammeRules
{
    /// <summary>PR1.</summary>
    public static readonly Rule RoomOccupied = new("programme/room-occupied",
        "The room is taken up by something else then, or is being turned round after it.",
        "La salle est alors occupée par autre chose, ou remise en état après cela.",
        "La sala está entonces ocupada por otra cosa, o se está preparando después.",
        Tells.Occupied | Tells.Conflicts);

    /// <summary>PR3.</summary>
    public static readonly Rule PersonOccupied = new("programme/person-occupied",
        "Somebody sits in another session then.",
        "Une personne siège alors dans une autre séance.",
        "Una persona participa entonces en otra sesión.",
        Tells.Occupied | Tells.Conflicts);

    /// <summary>PR2.</summary>
    public static readonly Rule BodyOccupied = new("programme/body-occupied",
        "The body meets in another session then.",
        "L'instance se réunit alors dans une autre séance.",
        "El órgano se reúne entonces en otra sesión.",
        Tells.Occupied | Tells.Conflicts);

    /// <summary>PR4.</summary>
    public static readonly Rule OutsideCongress = new("programme/outside-congress",
        "A slot lies within the days of the Congress, in its own time zone.",
        "Un créneau se situe dans les jours du Congrès, dans son propre fuseau horaire.",
        "Una franja está dentro de los días del Congreso, en su propia zona horaria.",
        Tells.Times);

    /// <summary>PR5.</summary>
    public static readonly Rule EndsBeforeStart = new("programme/ends-before-start",
        "A slot ends after it starts, by a minute at least.",
        "Un créneau se termine après son début, d'au moins une minute.",
        "Una franja termina después de empezar, al menos un minuto.",
        Tells.Numbers);

    /// <summary>PR5.</summary>
    public static readonly Rule NoSuchRoom = new("programme/no-such-room",
        "The Congress has no such room open.",
        "Le Congrès n'a pas de telle salle ouverte.",
        "El Congreso no tiene tal sala abierta.",
        Tells.Admitted);

    /// <summary>PR17.</summary>
    public static readonly Rule RoomNeeded = new("programme/room-needed",
        "A session that is not online takes place in a room.",
        "Une séance qui n'est pas en ligne se tient dans une salle.",
        "Una sesión que no es en línea tiene lugar en una sala.",
        Tells.Admitted);

    /// <summary>PR18.</summary>
    public static readonly Rule PartClosed = new("programme/part-closed",
        "A part of the room is closed.",
        "Une partie de la salle est fermée.",
        "Una parte de la sala está cerrada.",
        Tells.Conflicts);

    /// <summary>PR19.</summary>
    public static readonly Rule BlockerWithoutRoom = new("programme/blocker-without-room",
        "A blocker takes up a room at least.",
        "Un blocage occupe au moins une salle.",
        "Un bloqueo ocupa al menos una sala.");

    /// <summary>PR19.</summary>
    public static readonly Rule BreakIsCancelled = new("programme/break-cancelled",
        "The break has been cancelled.",
        "La pause a été annulée.",
        "La pausa ha sido cancelada.");

    /// <summary>PR21.</summary>
    public static readonly Rule NoReasonGiven = new("programme/no-reason-given",
        "The reason of a cancellation is corrected while it lasts.",
        "Le motif d'une annulation se corrige tant qu'elle dure.",
        "El motivo de una cancelación se corrige mientras dura.");

    /// <summary>PR6.</summary>
    public static readonly Rule SlotByOrganiser = new("programme/slot-by-organiser",
        "A partner proposes a session without a slot; the organisers schedule it.",
        "Un partenaire propose une séance sans créneau ; les organisateurs la programment.",
        "Un socio propone una sesión sin franja; la organización la programa.");

    /// <summary>PR8.</summary>
    public static readonly Rule IsCancelled = new("programme/cancelled",
        "The session has been cancelled.",
        "La séance a été annulée.",
        "La sesión ha sido cancelada.",
        Tells.State);

    /// <summary>PR8.</summary>
    public static readonly Rule AlreadyOpened = new("programme/already-opened",
        "The session has been opened: this is settled before that.",
        "La séance a été ouverte : cela se règle auparavant.",
        "La sesión ha sido abierta: esto se decide antes.",
        Tells.State);

    /// <summary>PR8.</summary>
    public static readonly Rule IsClosed = new("programme/closed",
        "The session is closed.",
        "La séance est close.",
        "La sesión está cerrada.",
        Tells.State);

    /// <summary>PR14.</summary>
    public static readonly Rule NoSuchSession = new("programme/no-such-session",
        "The Congress has no such session.",
        "Le Congrès n'a pas de telle séance.",
        "El Congreso no tiene tal sesión.");

    /// <summary>PR14.</summary>
    public static readonly Rule OtherChanged = new("programme/other-session-changed",
        "The other session has changed since you saw it: its version is another.",
        "L'autre séance a changé depuis que vous l'avez lue : sa version est une autre.",
        "La otra sesión ha cambiado desde que la leyó: su versión es otra.",
        Tells.Numbers | Tells.Conflicts);

    /// <summary>PR15.</summary>
    public static readonly Rule HasSat = new("programme/has-sat",
        "Something was drafted in the session: its opening cannot be taken back.",
        "Un texte a été rédigé dans la séance : son ouverture ne peut être annulée.",
        "Se redactó un texto en la sesión: su apertura no puede anularse.",
        Tells.Conflicts);

    /// <summary>PR15.</summary>
    public static readonly Rule AlreadyReported = new("programme/already-reported",
        "The session has been reported: it is over.",
        "Le compte rendu de la séance a été fait : elle est terminée.",
        "El informe de la sesión se ha presentado: ha terminado.",
        Tells.State);

    /// <summary>PR16.</summary>
    public static readonly Rule OpeningUnconfirmed = new("programme/opening-unconfirmed",
        "The slot of the session is still to come: say with confirmed that it is to be opened now.",
        "Le créneau de la séance est encore à venir : indiquez par confirmed qu'elle doit être ouverte maintenant.",
        "La franja de la sesión está aún por llegar: indique con confirmed que ha de abrirse ahora.",
        Tells.Times | Tells.Conflicts);

    /// <summary>PR10.</summary>
    public static readonly Rule NotScheduled = new("programme/not-scheduled",
        "The session has no slot yet.",
        "La séance n'a pas encore de créneau.",
        "La sesión aún no tiene franja.",
        Tells.State);

    /// <summary>PR10.</summary>
    public static readonly Rule NotOpen = new("programme/not-open",
        "Only a session that is sitting can be closed.",
        "Seule une séance ouverte peut être close.",
        "Solo se puede cerrar una sesión abierta.",
        Tells.State);

    /// <summary>PR11.</summary>
    public static readonly Rule NotClosed = new("programme/not-closed",
        "A session is reported once it is closed.",
        "Le compte rendu d'une séance se fait une fois celle-ci close.",
        "El informe de una sesión se presenta una vez cerrada.",
        Tells.State);

    /// <summary>PR12.</summary>
    public static readonly Rule NotPublished = new("programme/not-published",
        "The programme has not been published yet.",
        "Le programme n'a pas encore été publié.",
        "El programa aún no se ha publicado.");

    /// <summary>PR10.</summary>
    public static readonly Rule NoSuchPerson = new("programme/no-such-person",
        "The register has no such person.",
        "Cette personne ne figure pas au registre.",
        "Esta persona no figura en el registro.");

    /// <summary>PR10.</summary>
    public static readonly Rule NoSuchOrganisation = new("programme/no-such-organisation",
        "The register has no such organisation.",
        "Cette organisation ne figure pas au registre.",
        "Esta organización no figura en el registro.");

    /// <summary>PR11.</summary>
    public static readonly Rule NoSuchSection = new("programme/no-such-section",
        "There is no section with this code.",
        "Aucune section ne porte ce code.",
        "No hay ninguna sección con este código.",
        Tells.Admitted);

    /// <summary>PR10.</summary>
    public static readonly Rule CountedTwice = new("programme/counted-twice",
        "Nobody is counted twice.",
        "Personne n'est compté deux fois.",
        "No se cuenta a nadie dos veces.",
        Tells.Numbers);

    /// <summary>PR9.</summary>
    public static readonly Rule NoSuchPaper = new("programme/no-such-paper",
        "The Congress has no such paper.",
        "Le Congrès n'a pas de tel document.",
        "El Congreso no tiene tal documento.");

    /// <summary>PR9.</summary>
    public static readonly Rule NoSuchRevision = new("programme/no-such-revision",
        "The paper has no such revision.",
        "Le document n'a pas de telle révision.",
        "El documento no tiene tal revisión.",
        Tells.Numbers);

    /// <summary>PR9.</summary>
    public static readonly Rule PaperOfAnotherTrack = new("programme/paper-of-another-track",
        "The paper was submitted for another track.",
        "Le document a été soumis pour un autre circuit.",
        "El documento se presentó para otro circuito.",
        Tells.Admitted);

    /// <summary>PR9.</summary>
    public static readonly Rule PaperNotAccepted = new("programme/paper-not-accepted",
        "Only an accepted paper is placed on an agenda.",
        "Seul un document accepté est inscrit à un ordre du jour.",
        "Solo un documento aceptado se incluye en un orden del día.",
        Tells.Conflicts);

    /// <summary>PR7.</summary>
    public static readonly Rule NoSuchFormat = new("programme/no-such-format",
        "The Congress has no such format in this track.",
        "Le Congrès n'a pas de tel format dans ce circuit.",
        "El Congreso no tiene tal formato en este circuito.",
        Tells.Admitted);

    /// <summary>PR7.</summary>
    public static readonly Rule NoSuchDomain = new("programme/no-such-domain",
        "The Congress has no such policy domain.",
        "Le Congrès n'a pas de tel domaine politique.",
        "El Congreso no tiene tal ámbito político.",
        Tells.Admitted);

    /// <summary>PR7.</summary>
    public static readonly Rule NoSuchLead = new("programme/no-such-lead",
        "The register has nobody of this id to lead a session.",
        "Le registre ne contient personne de cet identifiant pour conduire une séance.",
        "El registro no contiene a nadie con este identificador para dirigir una sesión.");

    /// <summary>PR7.</summary>
    public static readonly Rule NoSuchBody = new("programme/no-such-body",
        "There is no such statutory body.",
        "Cette instance statutaire n'existe pas.",
        "No existe tal órgano estatutario.");
}
