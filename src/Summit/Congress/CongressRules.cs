namespace Summit.Congress;

/// <summary>The rules of a Congress, by the numbers of this folder's README.</summary>
public static class CongressRules
{
    /// <summary>CO1.</summary>
    public static readonly Rule SlugTaken = new("congress/slug-taken",
        "Another Congress has this slug.",
        "Un autre Congrès porte cet identifiant.",
        "Otro Congreso tiene este identificador.");

    /// <summary>CO2.</summary>
    public static readonly Rule EndsBeforeStart = new("congress/ends-before-start",
        "A Congress ends on or after the day it starts, within 31 days.",
        "Un Congrès se termine au plus tôt le jour où il commence, et dans les 31 jours.",
        "Un Congreso termina el día en que empieza o después, dentro de 31 días.",
        Tells.Numbers);

    /// <summary>CO8.</summary>
    public static readonly Rule Closed = new("congress/closed",
        "The Congress is over.",
        "Le Congrès est terminé.",
        "El Congreso ha terminado.");

    /// <summary>CO10.</summary>
    public static readonly Rule ClosingUnconfirmed = new("congress/closing-unconfirmed",
        "The last day of the Congress is not over: confirm that it is to be closed.",
        "Le dernier jour du Congrès n'est pas terminé : confirmez qu'il doit être clos.",
        "El último día del Congreso no ha terminado: confirme que debe cerrarse.",
        Tells.Times | Tells.Conflicts);

    /// <summary>CO10.</summary>
    public static readonly Rule RoomClosingUnconfirmed = new("congress/room-closing-unconfirmed",
        "Sessions are planned in the room: confirm that it is to be closed.",
        "Des séances sont prévues dans la salle : confirmez qu'elle doit être fermée.",
        "Hay sesiones previstas en la sala: confirme que debe cerrarse.",
        Tells.Conflicts);

    /// <summary>CO3.</summary>
    public static readonly Rule RoomNameTaken = new("congress/room-name-taken",
        "Another open room of the Congress has this name.",
        "Une autre salle ouverte du Congrès porte ce nom.",
        "Otra sala abierta del Congreso tiene este nombre.",
        Tells.Conflicts);

    /// <summary>CO3.</summary>
    public static readonly Rule NoSuchRoom = new("congress/no-such-room",
        "The Congress has no such room open.",
        "Le Congrès n'a pas de telle salle ouverte.",
        "El Congreso no tiene tal sala abierta.",
        Tells.Admitted);

    /// <summary>CO13.</summary>
    public static readonly Rule NoReasonGiven = new("congress/no-reason-given",
        "Why a room was closed is corrected while it is closed.",
        "Le motif de la fermeture d'une salle se corrige tant qu'elle est fermée.",
        "El motivo del cierre de una sala se corrige mientras está cerrada.");

    /// <summary>CO6.</summary>
    public static readonly Rule CallEndsBeforeStart = new("congress/call-ends-before-start",
        "A call closes after it opens.",
        "Un appel se clôt après son ouverture.",
        "Una convocatoria se cierra después de abrirse.",
        Tells.Times);

    /// <summary>CO6.</summary>
    public static readonly Rule CallNotOver = new("congress/call-not-over",
        "The call is not over.",
        "L'appel n'est pas terminé.",
        "La convocatoria no ha terminado.",
        Tells.Times);

    /// <summary>CO6.</summary>
    public static readonly Rule CallWithoutFormat = new("congress/call-without-format",
        "A call for Local4Action sessions names one of the Congress's formats; other calls name none.",
        "Un appel à sessions Local4Action désigne un format du Congrès ; les autres n'en désignent aucun.",
        "Una convocatoria de sesiones Local4Action nombra un formato del Congreso; las demás no nombran ninguno.",
        Tells.Admitted);

    /// <summary>CO6.</summary>
    public static readonly Rule NoPapersInTrack = new("congress/no-papers-in-track",
        "Papers are called for in the Assembly and Town Hall tracks only.",
        "Les documents ne sont appelés que dans les circuits Assemblée et Town Hall.",
        "Solo se convocan documentos en los circuitos Asamblea y Town Hall.",
        Tells.Admitted);

    /// <summary>CO5.</summary>
    public static readonly Rule FormatBounds = new("congress/format-bounds",
        "A format's longest slot is not shorter than its shortest.",
        "La durée maximale d'un format n'est pas inférieure à sa durée minimale.",
        "La duración máxima de un formato no es menor que la mínima.",
        Tells.Numbers);

    /// <summary>CO5.</summary>
    public static readonly Rule NoSuchKind = new("congress/no-such-kind",
        "A format is open to kinds of organisation, and to persons.",
        "Un format est ouvert à des types d'organisation et à des personnes.",
        "Un formato está abierto a tipos de organización y a personas.",
        Tells.Admitted);
}
