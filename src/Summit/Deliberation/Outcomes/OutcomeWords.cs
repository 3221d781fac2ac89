namespace Summit.Deliberation;

/// <summary>The words of the outcome document itself, in English, French or Spanish.</summary>
/// <param name="Code"><c>en</c>, <c>fr</c> or <c>es</c>.</param>
/// <param name="Reader">The languages that texts are taken in.</param>
internal sealed partial record OutcomeWords(string Code, LanguagePreference Reader)
{
    public string Title => Say("Consolidated outcomes", "Résultats consolidés", "Resultados consolidados");
    public string PlaceAndDates => Say("Place and dates", "Lieu et dates", "Lugar y fechas");
    public string SealedOutcome => Say("Sealed outcome", "Résultat scellé", "Resultado sellado");
    public string NotSealed => Say("not sealed yet", "pas encore scellé", "aún sin sellar");
    public string Hash => Say("SHA-256 of the sealed outcome", "SHA-256 du résultat scellé",
        "SHA-256 del resultado sellado");
    public string State => Say("State", "État", "Estado");
    public string Selection => Say("Selection", "Sélection", "Selección");
    public string Contents => Say("Contents", "Sommaire", "Índice");
    public string NoDomain => Say("Other recommendations", "Autres recommandations", "Otras recomendaciones");
    public string SeeAlso => Say("Also belong here", "Relèvent aussi de ce domaine",
        "También pertenecen a este ámbito");
    public string Recommendation => Say("Recommendation", "Recommandation", "Recomendación");
    public string Unnumbered => Say("Text", "Texte", "Texto");
    public string Authentic => Say("Authentic text", "Texte authentique", "Texto auténtico");
    public string ShownIn => Say("shown in", "donné ici en", "mostrado aquí en");
    public string ComesFrom => Say("Comes from", "Issue de", "Procede de");
    public string RestsOn => Say("Rests on", "S’appuie sur", "Se apoya en");
    public string Revision => Say("revision", "révision", "revisión");
    public string Agreed => Say("Agreed", "Convenue", "Acordada");
    public string Reservation => Say("Reservation", "Réserve", "Reserva");
    public string Objection => Say("Objection", "Objection", "Objeción");
    public string Reference => Say("Reference", "Référence", "Referencia");
    public string ConsolidatedFrom => Say("Consolidated from", "Consolidée à partir de", "Consolidada a partir de");
    public string SourcesAreNotPart => Say(
        "Source texts as the sessions agreed on them: they are no part of the recommendation.",
        "Textes sources tels que les séances en sont convenues\u00A0: ils ne font pas partie de la recommandation.",
        "Textos de origen tal como los acordaron las sesiones: no forman parte de la recomendación.");
    public string AmendedSince => Say(
        "The text has been amended since it was consolidated. Clauses are named here by their numbers at that time.",
        "Le texte a été amendé depuis sa consolidation. Les alinéas sont désignés ici par leur numéro d’alors.",
        "El texto se ha enmendado desde su consolidación. Los párrafos se designan aquí por su número de entonces.");
    public string Source => Say("Source", "Source", "Fuente");
    public string LeftOut => Say("left out", "laissé de côté", "dejado fuera");

    // A space before it that does not break, wide before a colon and narrow before the others.
    public string Colon => Say(":", "\u00A0:", ":");
    public string Semicolon => Say(";", "\u202F;", ";");

    public string By(DecidedBy by) => by switch
    {
        DecidedBy.Consensus => Say("by consensus", "par consensus", "por consenso"),
        DecidedBy.Vote => Say("by vote", "par vote", "por votación"),
        _ => Say("by show of hands", "par un vote à main levée", "por votación a mano alzada"),
    };

    public string Part(OutcomePart part) => part switch
    {
        OutcomePart.Adopted => Say("Adopted by the World Assembly", "Adoptées par l’Assemblée mondiale",
            "Aprobadas por la Asamblea Mundial"),
        OutcomePart.Tabled => Say("Before the World Assembly", "Devant l’Assemblée mondiale",
            "Ante la Asamblea Mundial"),
        OutcomePart.Agreed => Say("Agreed in session", "Convenues en séance", "Acordadas en sesión"),
        OutcomePart.ReferredBack => Say("Referred back by the World Assembly", "Renvoyées par l’Assemblée mondiale",
            "Devueltas por la Asamblea Mundial"),
        _ => Say("Not adopted by the World Assembly", "Non adoptées par l’Assemblée mondiale",
            "No aprobadas por la Asamblea Mundial"),
    };

    public string? Note(OutcomePart part) => part switch
    {
        OutcomePart.Adopted => null,
        OutcomePart.Tabled => Say("Not adopted: the World Assembly has not decided on these texts yet.",
            "Non adoptés\u00A0: l’Assemblée mondiale ne s’est pas encore prononcée sur ces textes.",
            "No aprobados: la Asamblea Mundial aún no se ha pronunciado sobre estos textos."),
        OutcomePart.Agreed => Say("Not adopted: these texts have not been forwarded to the World Assembly yet.",
            "Non adoptés\u00A0: ces textes n’ont pas encore été transmis à l’Assemblée mondiale.",
            "No aprobados: estos textos aún no se han transmitido a la Asamblea Mundial."),
        OutcomePart.ReferredBack => Say("Not adopted: the World Assembly sent these texts back to the sessions.",
            "Non adoptés\u00A0: l’Assemblée mondiale a renvoyé ces textes aux séances.",
            "No aprobados: la Asamblea Mundial devolvió estos textos a las sesiones."),
        _ => Say("Not adopted: these texts are given for the record.",
            "Non adoptés\u00A0: ces textes sont donnés pour mémoire.",
            "No aprobados: estos textos se dan para que conste."),
    };

    public string Status(RecommendationStatus status) => status switch
    {
        RecommendationStatus.Drafted => Say("Under discussion", "En discussion", "En discusión"),
        RecommendationStatus.Agreed => Say("Agreed in session", "Convenue en séance", "Acordada en sesión"),
        RecommendationStatus.Consolidated => Say("Consolidated", "Consolidée", "Consolidada"),
        RecommendationStatus.Merged => Say("Consolidated with others", "Consolidée avec d’autres",
            "Consolidada con otras"),
        RecommendationStatus.Forwarded => Say("Forwarded to the World Assembly", "Transmise à l’Assemblée mondiale",
            "Transmitida a la Asamblea Mundial"),
        RecommendationStatus.Received => Say("Received by the World Assembly", "Reçue par l’Assemblée mondiale",
            "Recibida por la Asamblea Mundial"),
        RecommendationStatus.Presented => Say("Presented to the World Assembly", "Présentée à l’Assemblée mondiale",
            "Presentada a la Asamblea Mundial"),
        RecommendationStatus.ReferredBack => Say("Referred back by the World Assembly",
            "Renvoyée par l’Assemblée mondiale", "Devuelta por la Asamblea Mundial"),
        RecommendationStatus.Adopted => Say("Adopted by the World Assembly", "Adoptée par l’Assemblée mondiale",
            "Aprobada por la Asamblea Mundial"),
        RecommendationStatus.AdoptedAsAmended => Say("Adopted as amended by the World Assembly",
            "Adoptée telle qu’amendée par l’Assemblée mondiale", "Aprobada con enmiendas por la Asamblea Mundial"),
        RecommendationStatus.NotAdopted => Say("Not adopted by the World Assembly",
            "Non adoptée par l’Assemblée mondiale", "No aprobada por la Asamblea Mundial"),
        _ => throw new InvalidOperationException($"{status} has no words."),
    };

    public string Track(Track track) => track.Name.In(Code);

    public string Language(string tag) => LanguageNames.Of(tag)?.In(Code) ?? tag;

    /// <summary>What makes it only a part of the outcomes: nothing where it holds all.</summary>
    public IEnumerable<string> Chosen(OutcomeSelection selection, OutcomeDocument document)
    {
        var filter = selection.Filter;
        if (selection.IsPublic)
            yield return Say("adopted only", "adoptées seulement", "solo las aprobadas");
        if (filter.Domain is { } code)
        {
            var domain = document.PolicyDomains.FirstOrDefault(domain => domain.Code == code);
            var name = domain is null ? Markdown.Plain(code) : Quoted(domain.Name);
            yield return $"{Say("policy domain", "domaine politique", "ámbito de políticas")} {name}";
        }
        if (filter.Tracks is { } tracks)
            yield return $"{Say("track", "circuit", "circuito")} {string.Join(", ", tracks.Select(Track))}";
        if (filter.Section is { } section)
            yield return $"{Say("section", "section", "sección")} {Markdown.Plain(section)}";
        if (filter.Statuses is { } statuses)
        {
            yield return Say("status", "état", "situación")
                + $" {string.Join(", ", statuses.Select(status => Quote(Status(status))))}";
        }
    }

    /// <summary>What a clause of a consolidation was made as: said as of then, since it may have changed.</summary>
    public string Clause(int number, ClauseKind kind, bool isThen, bool isAmended) =>
        Say("clause ", "alinéa ", "párrafo ") + number
        + (isThen ? Say(" as consolidated", " de la consolidation", " de la consolidación") : "")
        + $" ({Kind(kind)})"
        + (isAmended ? Say(", amended since", ", amendé depuis", ", enmendado después") : "");

    private string Kind(ClauseKind kind) => kind switch
    {
        ClauseKind.Verbatim => Say("word for word", "mot pour mot", "palabra por palabra"),
        ClauseKind.Merged => Say("merged", "fusionné", "fusionado"),
        ClauseKind.Reworded => Say("reworded", "reformulé", "reformulado"),
        _ => Say("new", "nouveau", "nuevo"),
    };

    /// <summary>The language a text is shown in.</summary>
    public string LanguageOf(LocalisedText typed) => typed.Best(Reader);

    /// <summary>A text that people typed, as plain words.</summary>
    public string Plain(LocalisedText typed) => Markdown.Plain(typed.In(LanguageOf(typed))!);

    /// <summary>The same, line by line.</summary>
    public string Lines(LocalisedText typed) => Markdown.Lines(typed.In(LanguageOf(typed))!);

    /// <summary>A text that people typed, in the language's quotation marks.</summary>
    public string Quoted(LocalisedText typed) => Quote(Plain(typed));

    /// <summary>Words in the language's quotation marks.</summary>
    public string Quote(string words) => Say($"“{words}”", $"«\u202F{words}\u202F»", $"«{words}»");

    private string Say(string en, string fr, string es) => Code switch { "fr" => fr, "es" => es, _ => en };
}
