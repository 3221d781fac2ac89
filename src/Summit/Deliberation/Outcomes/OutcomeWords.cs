namespace Summit.Deliberation;

/// <summary>The words of the outcome document itself, in English, French or Spanish.</summary>
/// <param name="Code"><c>en</c>, <c>fr</c> or <c>es</c>.</param>
/// <param name="Reader">The languages that texts are taken in.</param>
internal sealed record OutcomeWords(string Code, LanguagePreference Reader)
{
    public string Title => Say("Consolidated outcomes", "Résultats consolidés", "Resultados consolidados");
    public string AsItStood => Say("As it stood at position", "État à la position", "Estado en la posición");
    public string NoDomain => Say("Other recommendations", "Autres recommandations", "Otras recomendaciones");
    public string SeeAlso => Say("Recommendations that also belong here",
        "Recommandations qui relèvent aussi de ce domaine", "Recomendaciones que también pertenecen a este ámbito");
    public string Recommendation => Say("Recommendation", "Recommandation", "Recomendación");
    public string Authentic => Say("Authentic text", "Texte authentique", "Texto auténtico");
    public string ShownIn => Say("shown in", "donné ici en", "mostrado aquí en");
    public string ComesFrom => Say("Comes from", "Issue de", "Procede de");
    public string RestsOn => Say("Rests on", "S'appuie sur", "Se apoya en");
    public string Revision => Say("revision", "révision", "revisión");
    public string Agreed => Say("Agreed", "Convenue", "Acordada");
    public string Reservations => Say("Reservations", "Réserves", "Reservas");
    public string Objections => Say("Objections", "Objections", "Objeciones");
    public string ConsolidatedFrom => Say("Consolidated from", "Consolidée à partir de", "Consolidada a partir de");
    public string Source => Say("Source", "Source", "Fuente");
    public string Clause => Say("clause", "alinéa", "párrafo");
    public string LeftOut => Say("left out", "laissé de côté", "dejado fuera");

    // French sets a space before it that does not break.
    public string Colon => Code == "fr" ? "\u00A0:" : ":";

    public string Count(int count) => count switch
    {
        0 => Say("No recommendations.", "Aucune recommandation.", "Ninguna recomendación."),
        1 => Say("1 recommendation.", "1 recommandation.", "1 recomendación."),
        _ => Say($"{count} recommendations.", $"{count} recommandations.", $"{count} recomendaciones."),
    };

    public string Proposal(int count) => count == 1
        ? Say("proposal", "proposition", "propuesta")
        : Say("proposals", "propositions", "propuestas");

    public string Sealed(int number, int version) => Say(
        $"No. {number} of the sealed outcome (version {version})",
        $"nº {number} du résultat scellé (version {version})",
        $"n.º {number} del resultado sellado (versión {version})");

    public string Votes(Tally tally) => Say(
        $"{tally.For} for, {tally.Against} against, {tally.Abstaining} abstaining",
        $"{tally.For} pour, {tally.Against} contre, {tally.Abstaining} abstentions",
        $"{tally.For} a favor, {tally.Against} en contra, {tally.Abstaining} abstenciones");

    public string By(DecidedBy by) => by == DecidedBy.Consensus
        ? Say("by consensus", "par consensus", "por consenso")
        : Say("by vote", "par vote", "por votación");

    public string Status(RecommendationStatus status) => status switch
    {
        RecommendationStatus.Drafted => Say("Under discussion", "En discussion", "En discusión"),
        RecommendationStatus.Agreed => Say("Agreed in session", "Convenue en séance", "Acordada en sesión"),
        RecommendationStatus.Consolidated => Say("Consolidated", "Consolidée", "Consolidada"),
        RecommendationStatus.Merged => Say("Consolidated with others", "Consolidée avec d'autres",
            "Consolidada con otras"),
        RecommendationStatus.Forwarded => Say("Forwarded to the World Assembly", "Transmise à l'Assemblée mondiale",
            "Transmitida a la Asamblea Mundial"),
        RecommendationStatus.Received => Say("Received by the World Assembly", "Reçue par l'Assemblée mondiale",
            "Recibida por la Asamblea Mundial"),
        RecommendationStatus.Presented => Say("Presented to the World Assembly", "Présentée à l'Assemblée mondiale",
            "Presentada a la Asamblea Mundial"),
        RecommendationStatus.ReferredBack => Say("Referred back by the World Assembly",
            "Renvoyée par l'Assemblée mondiale", "Devuelta por la Asamblea Mundial"),
        RecommendationStatus.Adopted => Say("Adopted by the World Assembly", "Adoptée par l'Assemblée mondiale",
            "Aprobada por la Asamblea Mundial"),
        RecommendationStatus.AdoptedAsAmended => Say("Adopted as amended by the World Assembly",
            "Adoptée telle qu'amendée par l'Assemblée mondiale", "Aprobada con enmiendas por la Asamblea Mundial"),
        RecommendationStatus.NotAdopted => Say("Not adopted by the World Assembly",
            "Non adoptée par l'Assemblée mondiale", "No aprobada por la Asamblea Mundial"),
        _ => throw new InvalidOperationException($"{status} has no words."),
    };

    public string Track(Track track) => track switch
    {
        Kernel.Track.Assembly => Say("Assembly", "Assemblée", "Asamblea"),
        Kernel.Track.TownHall => "Town Hall",
        Kernel.Track.Local4Action => "Local4Action",
        _ => Say("Statutory", "Statutaire", "Estatutario"),
    };

    public string Kind(ClauseKind kind) => kind switch
    {
        ClauseKind.Verbatim => Say("word for word", "mot pour mot", "palabra por palabra"),
        ClauseKind.Merged => Say("merged", "fusionné", "fusionado"),
        ClauseKind.Reworded => Say("reworded", "reformulé", "reformulado"),
        _ => Say("new", "nouveau", "nuevo"),
    };

    public string Language(string tag) => tag switch
    {
        "en" => Say("English", "anglais", "inglés"),
        "fr" => Say("French", "français", "francés"),
        "es" => Say("Spanish", "espagnol", "español"),
        _ => tag,
    };

    /// <summary>The language a text is shown in.</summary>
    public string LanguageOf(LocalisedText typed) => typed.Best(Reader);

    /// <summary>A text that people typed, as plain words.</summary>
    public string Plain(LocalisedText typed) => Markdown.Plain(typed.In(LanguageOf(typed))!);

    /// <summary>The same, in the language's quotation marks.</summary>
    public string Quoted(LocalisedText typed) => Say($"“{Plain(typed)}”", $"« {Plain(typed)} »", $"«{Plain(typed)}»");

    private string Say(string en, string fr, string es) => Code switch { "fr" => fr, "es" => es, _ => en };
}
