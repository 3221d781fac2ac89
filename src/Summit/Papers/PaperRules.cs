namespace Summit.Papers;

/// <summary>The rules of policy papers, by the numbers of this folder's README.</summary>
public static class PaperRules
{
    /// <summary>PA2.</summary>
    public static readonly Rule TrackTakesNoPapers = new("papers/track-takes-no-papers",
        "Policy papers are submitted to the Assembly and Town Hall tracks.",
        "Les documents d'orientation politique se présentent dans les circuits Assemblée et Town Hall.",
        "Los documentos de política se presentan en los circuitos Asamblea y Town Hall.",
        Tells.Admitted);

    /// <summary>PA2.</summary>
    public static readonly Rule KindNotAdmitted = new("papers/kind-not-admitted",
        "Organisations of this kind do not submit papers to this track.",
        "Les organisations de ce type ne présentent pas de documents dans ce circuit.",
        "Las organizaciones de este tipo no presentan documentos en este circuito.",
        Tells.Admitted);

    /// <summary>PA2.</summary>
    public static readonly Rule NoSuchOrganisation = new("papers/no-such-organisation",
        "The register has no such organisation.",
        "Le registre ne contient pas cette organisation.",
        "El registro no contiene esta organización.");

    /// <summary>PA3.</summary>
    public static readonly Rule CallNotOpen = new("papers/call-not-open",
        "No call for papers of this track has opened yet.",
        "Aucun appel à documents de ce circuit n'est encore ouvert.",
        "Todavía no se ha abierto ninguna convocatoria de documentos de este circuito.",
        Tells.State);

    /// <summary>PA3.</summary>
    public static readonly Rule DeadlinePassed = new("papers/deadline-passed",
        "The call for papers of this track has closed.",
        "L'appel à documents de ce circuit est clos.",
        "La convocatoria de documentos de este circuito está cerrada.",
        Tells.Times);

    /// <summary>PA3.</summary>
    public static readonly Rule LateWithoutReason = new("papers/late-without-reason",
        "After the call has closed, an organiser says why the paper is still taken.",
        "Une fois l'appel clos, l'équipe d'organisation indique pourquoi le document est encore reçu.",
        "Una vez cerrada la convocatoria, la organización indica por qué se admite aún el documento.",
        Tells.Times);

    /// <summary>PA17.</summary>
    public static readonly Rule NotLate = new("papers/not-late",
        "The paper was in time: nobody said why it would still be taken.",
        "Le document est arrivé à temps : nul n'a dit pourquoi il serait encore reçu.",
        "El documento llegó a tiempo: nadie dijo por qué se admitiría aún.");

    /// <summary>PA4.</summary>
    public static readonly Rule NothingProposed = new("papers/nothing-proposed",
        "A paper proposes at least one recommendation.",
        "Un document propose au moins une recommandation.",
        "Un documento propone al menos una recomendación.",
        Tells.Numbers);

    /// <summary>PA4.</summary>
    public static readonly Rule NoSuchPolicyDomain = new("papers/no-such-policy-domain",
        "The Congress has no such policy domain.",
        "Le Congrès n'a pas ce domaine politique.",
        "El Congreso no tiene este ámbito de política.",
        Tells.Admitted);

    /// <summary>PA5.</summary>
    public static readonly Rule ExternalIdTaken = new("papers/external-id-taken",
        "The organisation has already submitted a paper under this id of its own.",
        "L'organisation a déjà présenté un document sous cet identifiant.",
        "La organización ya ha presentado un documento con este identificador.",
        Tells.Conflicts);

    /// <summary>PA5.</summary>
    public static readonly Rule TrackIsFixed = new("papers/track-is-fixed",
        "A paper stays in the track it was submitted to.",
        "Un document reste dans le circuit où il a été présenté.",
        "Un documento permanece en el circuito en el que se presentó.",
        Tells.Admitted);

    /// <summary>PA7, PA9, PA10, PA11, PA12.</summary>
    public static readonly Rule AlreadySettled = new("papers/already-settled",
        "The paper is accepted, rejected or withdrawn, and no longer open to this.",
        "Le document est accepté, rejeté ou retiré : cela n'est plus possible.",
        "El documento está aceptado, rechazado o retirado: esto ya no es posible.",
        Tells.State);

    /// <summary>PA7.</summary>
    public static readonly Rule Withdrawn = new("papers/withdrawn",
        "The paper was withdrawn: it says nothing new until the withdrawal is rescinded.",
        "Le document a été retiré : il ne dit rien de nouveau tant que le retrait n'est pas annulé.",
        "El documento fue retirado: no dice nada nuevo mientras no se anule la retirada.",
        Tells.State | Tells.Conflicts);

    /// <summary>PA7.</summary>
    public static readonly Rule Rejected = new("papers/rejected",
        "The paper was rejected: it says nothing new until the rejection is rescinded.",
        "Le document a été rejeté : il ne dit rien de nouveau tant que le rejet n'est pas annulé.",
        "El documento fue rechazado: no dice nada nuevo mientras no se anule el rechazo.",
        Tells.State | Tells.Conflicts);

    /// <summary>PA8.</summary>
    public static readonly Rule OwnPaper = new("papers/own-paper",
        "An organisation does not endorse its own paper.",
        "Une organisation ne soutient pas son propre document.",
        "Una organización no apoya su propio documento.");

    /// <summary>PA8.</summary>
    public static readonly Rule EndorsementsClosed = new("papers/endorsements-closed",
        "A rejected or withdrawn paper takes no endorsements.",
        "Un document rejeté ou retiré ne reçoit pas de soutiens.",
        "Un documento rechazado o retirado no recibe apoyos.",
        Tells.State);

    /// <summary>PA9.</summary>
    public static readonly Rule NoSuchPerson = new("papers/no-such-person",
        "The register has no such person.",
        "Le registre ne contient pas cette personne.",
        "El registro no contiene a esta persona.");

    /// <summary>PA9.</summary>
    public static readonly Rule ReviewerFromSubmitter = new("papers/reviewer-from-submitter",
        "Nobody reviews a paper of their own organisation.",
        "Personne n'évalue un document de sa propre organisation.",
        "Nadie evalúa un documento de su propia organización.");

    /// <summary>PA18.</summary>
    public static readonly Rule HasReviewed = new("papers/has-reviewed",
        "The person has reviewed the paper: they stay one of its reviewers.",
        "La personne a évalué le document : elle en reste évaluatrice.",
        "La persona ha evaluado el documento: sigue siendo quien lo evalúa.",
        Tells.Numbers | Tells.Conflicts);

    /// <summary>PA10.</summary>
    public static readonly Rule NotAssigned = new("papers/not-assigned",
        "Only those assigned to a paper review it.",
        "Seules les personnes désignées évaluent un document.",
        "Solo evalúan un documento las personas designadas.");

    /// <summary>PA11.</summary>
    public static readonly Rule WaitsForRevision = new("papers/waits-for-revision",
        "The paper was returned: it is revised before it can be accepted.",
        "Le document a été renvoyé : il est révisé avant de pouvoir être accepté.",
        "El documento fue devuelto: se revisa antes de poder aceptarse.",
        Tells.State);

    /// <summary>PA14.</summary>
    public static readonly Rule NothingToRescind = new("papers/nothing-to-rescind",
        "The paper is in another state: there is no such act to rescind.",
        "Le document est dans un autre état : il n'y a pas de tel acte à annuler.",
        "El documento está en otro estado: no hay tal acto que anular.",
        Tells.State);

    /// <summary>PA14.</summary>
    public static readonly Rule AcceptanceInUse = new("papers/acceptance-in-use",
        "A session has the paper on its agenda, or a recommendation rests on it: its acceptance stays.",
        "Une séance a inscrit le document à son ordre du jour, ou une recommandation s'y appuie : l'acceptation "
            + "demeure.",
        "Una sesión tiene el documento en su orden del día, o una recomendación se basa en él: la aceptación se "
            + "mantiene.",
        Tells.Conflicts);

    /// <summary>PA15.</summary>
    public static readonly Rule NoReasonGiven = new("papers/no-reason-given",
        "A reason is corrected while the paper is returned, rejected or withdrawn.",
        "Un motif se corrige tant que le document est renvoyé, rejeté ou retiré.",
        "Un motivo se corrige mientras el documento está devuelto, rechazado o retirado.",
        Tells.State);
}
