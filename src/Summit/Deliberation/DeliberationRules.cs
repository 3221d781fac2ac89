namespace Summit.Deliberation;

/// <summary>The rules of deliberation, by the numbers of this folder's README.</summary>
public static class DeliberationRules
{
    /// <summary>DE1.</summary>
    public static readonly Rule SessionNotOpen = new("deliberation/session-not-open",
        "A recommendation is drafted while its session sits.",
        "Une recommandation se rédige pendant que sa séance siège.",
        "Una recomendación se redacta mientras su sesión está abierta.",
        Tells.Conflicts);

    /// <summary>DE1.</summary>
    public static readonly Rule NoRecommendationsInTrack = new("deliberation/no-recommendations-in-track",
        "Recommendations come from the Assembly and Town Hall tracks only.",
        "Les recommandations viennent des seuls circuits Assemblée et Town Hall.",
        "Las recomendaciones proceden solo de los circuitos Asamblea y Town Hall.",
        Tells.Admitted);

    /// <summary>DE2.</summary>
    public static readonly Rule SourcesMissing = new("deliberation/sources-missing",
        "A recommendation rests on at least one paper.",
        "Une recommandation s'appuie sur au moins un document.",
        "Una recomendación se apoya en al menos un documento.",
        Tells.Numbers);

    /// <summary>DE2.</summary>
    public static readonly Rule NotOnAgenda = new("deliberation/not-on-agenda",
        "The paper is not on the session's agenda.",
        "Le document n'est pas à l'ordre du jour de la séance.",
        "El documento no figura en el orden del día de la sesión.",
        Tells.Admitted);

    /// <summary>DE2.</summary>
    public static readonly Rule NoSuchProposal = new("deliberation/no-such-proposal",
        "The paper has no such revision, or the revision no such proposed recommendation.",
        "Le document n'a pas cette révision, ou la révision pas cette proposition de recommandation.",
        "El documento no tiene esa revisión, o la revisión no tiene esa propuesta de recomendación.",
        Tells.Numbers);

    /// <summary>DE3.</summary>
    public static readonly Rule NoSuchPolicyDomain = new("deliberation/no-such-policy-domain",
        "The Congress has no such policy domain.",
        "Le Congrès n'a pas ce domaine politique.",
        "El Congreso no tiene ese ámbito de políticas.",
        Tells.Admitted);

    /// <summary>DE3.</summary>
    public static readonly Rule AuthenticNotInText = new("deliberation/authentic-not-in-text",
        "The text is needed in its authentic language.",
        "Le texte est nécessaire dans sa langue authentique.",
        "El texto es necesario en su lengua auténtica.",
        Tells.Admitted);

    /// <summary>DE4.</summary>
    public static readonly Rule NoSuchClause = new("deliberation/no-such-clause",
        "The text has no such clause in this language.",
        "Le texte n'a pas cet alinéa dans cette langue.",
        "El texto no tiene ese párrafo en esta lengua.",
        Tells.Numbers);

    /// <summary>DE4.</summary>
    public static readonly Rule NotInLanguage = new("deliberation/not-in-language",
        "There is no text in this language to amend: it can be translated first.",
        "Il n'y a pas de texte à amender dans cette langue : il peut d'abord être traduit.",
        "No hay texto que enmendar en esta lengua: puede traducirse primero.",
        Tells.Admitted);

    /// <summary>DE4.</summary>
    public static readonly Rule ChangesNothing = new("deliberation/amendment-changes-nothing",
        "The amendment has the words that stand already.",
        "L'amendement reprend les mots du texte actuel.",
        "La enmienda repite las palabras del texto actual.");

    /// <summary>DE4.</summary>
    public static readonly Rule ChangeAndPlace = new("deliberation/change-and-place",
        "A strike names its clause and has no text; a replacement and an insertion have one, and only an insertion "
            + "comes after a clause.",
        "Une suppression désigne son alinéa et n'a pas de texte ; un remplacement et une insertion en ont un, et seule "
            + "une insertion vient après un alinéa.",
        "Una supresión designa su párrafo y no tiene texto; una sustitución y una inserción lo tienen, y solo una "
            + "inserción va después de un párrafo.");

    /// <summary>DE4.</summary>
    public static readonly Rule LastClause = new("deliberation/last-clause",
        "A text has at least one clause.",
        "Un texte a au moins un alinéa.",
        "Un texto tiene al menos un párrafo.");

    /// <summary>DE5.</summary>
    public static readonly Rule AmendmentSettled = new("deliberation/amendment-settled",
        "The amendment has been accepted, rejected or withdrawn already.",
        "L'amendement a déjà été accepté, rejeté ou retiré.",
        "La enmienda ya fue aceptada, rechazada o retirada.",
        Tells.State);

    /// <summary>DE19.</summary>
    public static readonly Rule AmendmentNotReopened = new("deliberation/amendment-not-reopened",
        "An amendment is taken up again where it was rejected or withdrawn.",
        "Un amendement est repris lorsqu'il a été rejeté ou retiré.",
        "Una enmienda se retoma cuando fue rechazada o retirada.",
        Tells.State);

    /// <summary>DE20.</summary>
    public static readonly Rule NoReasonGiven = new("deliberation/no-reason-given",
        "Why an amendment was rejected is corrected while it is rejected.",
        "Le motif du rejet d'un amendement se corrige tant qu'il est rejeté.",
        "El motivo del rechazo de una enmienda se corrige mientras está rechazada.",
        Tells.State);

    /// <summary>DE6.</summary>
    public static readonly Rule ClauseChangedSince = new("deliberation/clause-changed-since",
        "The words that the amendment replaces have changed since: it can be proposed again on the present text.",
        "Les mots visés par l'amendement ont changé depuis : il peut être proposé à nouveau sur le texte actuel.",
        "Las palabras que la enmienda modifica han cambiado: puede proponerse de nuevo sobre las actuales.");

    /// <summary>DE7.</summary>
    public static readonly Rule AuthenticNotTranslated = new("deliberation/authentic-not-translated",
        "The authentic text is no translation: it changes by amendment.",
        "Le texte authentique n'est pas une traduction : il change par amendement.",
        "El texto auténtico no es una traducción: cambia por enmienda.");

    /// <summary>DE7.</summary>
    public static readonly Rule TranslationAgreed = new("deliberation/translation-agreed",
        "The text in this language was agreed with the rest: it changes by amendment.",
        "Le texte dans cette langue a été convenu avec le reste : il change par amendement.",
        "El texto en esta lengua se acordó con el resto: cambia por enmienda.",
        Tells.State);

    /// <summary>DE8.</summary>
    public static readonly Rule VotesAndConsensus = new("deliberation/votes-and-consensus",
        "A vote is noted with the votes for and against; a consensus or a show of hands has none.",
        "Un vote est consigné avec les voix pour et contre ; un consensus ou un vote à main levée n'en a pas.",
        "Una votación se registra con los votos a favor y en contra; un consenso o una votación a mano alzada no los "
            + "tiene.",
        Tells.Admitted);

    /// <summary>DE8.</summary>
    public static readonly Rule NoMajority = new("deliberation/no-majority",
        "A simple majority of the votes cast is needed.",
        "La majorité simple des suffrages exprimés est nécessaire.",
        "Se necesita la mayoría simple de los votos emitidos.",
        Tells.Numbers);

    /// <summary>DE8.</summary>
    public static readonly Rule AlreadyAgreed = new("deliberation/already-agreed",
        "The text has been agreed already, in another way.",
        "Le texte a déjà été convenu, d'une autre manière.",
        "El texto ya se acordó, de otra manera.",
        Tells.State);

    /// <summary>DE8.</summary>
    public static readonly Rule NoSuchOrganisation = new("deliberation/no-such-organisation",
        "There is no such organisation.",
        "Cette organisation n'existe pas.",
        "Esta organización no existe.");

    /// <summary>DE7, DE10.</summary>
    public static readonly Rule AlreadyMerged = new("deliberation/already-merged",
        "It has become part of a consolidation.",
        "Elle fait désormais partie d'une consolidation.",
        "Ya forma parte de una consolidación.",
        Tells.State);

    /// <summary>DE9, DE10.</summary>
    public static readonly Rule AlreadyForwarded = new("deliberation/already-forwarded",
        "It lies before the World Assembly.",
        "Elle est devant l'Assemblée mondiale.",
        "Está ante la Asamblea Mundial.",
        Tells.State);

    /// <summary>DE9.</summary>
    public static readonly Rule Decided = new("deliberation/decided",
        "The World Assembly has decided on it.",
        "L'Assemblée mondiale s'est prononcée.",
        "La Asamblea Mundial ya se pronunció.",
        Tells.State);

    /// <summary>DE9, DE10.</summary>
    public static readonly Rule NotAgreed = new("deliberation/not-agreed",
        "Its text has not been agreed, or has changed since.",
        "Son texte n'a pas été convenu, ou a changé depuis.",
        "Su texto no se ha acordado, o ha cambiado desde entonces.",
        Tells.State);

    /// <summary>DE10.</summary>
    public static readonly Rule TooFewSources = new("deliberation/too-few-sources",
        "A consolidation is made from at least two recommendations.",
        "Une consolidation réunit au moins deux recommandations.",
        "Una consolidación reúne al menos dos recomendaciones.",
        Tells.Numbers);

    /// <summary>DE10.</summary>
    public static readonly Rule NoSuchRecommendation = new("deliberation/no-such-recommendation",
        "The Congress has no such recommendation.",
        "Le Congrès n'a pas cette recommandation.",
        "El Congreso no tiene esa recomendación.");

    /// <summary>DE11.</summary>
    public static readonly Rule NoSuchSourceClause = new("deliberation/no-such-source-clause",
        "None of the recommendations consolidated has this clause.",
        "Aucune des recommandations consolidées n'a cet alinéa.",
        "Ninguna de las recomendaciones consolidadas tiene ese párrafo.");

    /// <summary>DE11.</summary>
    public static readonly Rule ClauseUnaccounted = new("deliberation/clause-unaccounted",
        "Every clause of every source is used by a clause, or left out for a reason.",
        "Chaque alinéa de chaque source est repris par un alinéa, ou laissé de côté avec un motif.",
        "Cada párrafo de cada fuente se recoge en un párrafo o se deja fuera con un motivo.",
        Tells.Conflicts);

    /// <summary>DE11.</summary>
    public static readonly Rule UsedAndLeftOut = new("deliberation/used-and-left-out",
        "A clause is used, or left out once; not both.",
        "Un alinéa est repris, ou laissé de côté une fois ; pas les deux.",
        "Un párrafo se recoge o se deja fuera una vez; no ambas cosas.",
        Tells.Conflicts);

    /// <summary>DE12.</summary>
    public static readonly Rule KindAndSources = new("deliberation/kind-and-sources",
        "Verbatim and reworded clauses have one source, merged ones two or more, new ones none.",
        "Un alinéa verbatim ou reformulé a une source, un alinéa fusionné deux ou plus, un nouveau aucune.",
        "Un párrafo literal o reformulado tiene una fuente, uno fusionado dos o más, uno nuevo ninguna.",
        Tells.Numbers);

    /// <summary>DE12.</summary>
    public static readonly Rule NotVerbatim = new("deliberation/not-verbatim",
        "The clause differs from its source: it is reworded.",
        "L'alinéa diffère de sa source : il est reformulé.",
        "El párrafo difiere de su fuente: está reformulado.");

    /// <summary>DE12.</summary>
    public static readonly Rule NotOneParagraph = new("deliberation/not-one-paragraph",
        "The opening of a consolidation, and each of its clauses, is one paragraph.",
        "L'ouverture d'une consolidation, et chacun de ses alinéas, forme un seul paragraphe.",
        "La apertura de una consolidación, y cada uno de sus párrafos, es un solo párrafo.",
        Tells.Numbers);

    /// <summary>DE13.</summary>
    public static readonly Rule WorldAssemblyNotConvened = new("deliberation/world-assembly-not-convened",
        "The World Assembly of the Congress has not been convened.",
        "L'Assemblée mondiale du Congrès n'a pas été convoquée.",
        "La Asamblea Mundial del Congreso no ha sido convocada.");

    /// <summary>DE13.</summary>
    public static readonly Rule ForwardGivenUp = new("deliberation/forward-given-up",
        "It was forwarded, and its delivery given up: an organiser sends that delivery again.",
        "Elle a été transmise et son envoi abandonné : un·e organisateur·rice relance cet envoi.",
        "Se remitió y se abandonó su envío: la organización repite ese envío.",
        Tells.Conflicts);
}
