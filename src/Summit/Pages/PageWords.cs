using NodaTime;

namespace Summit.Pages;

/// <summary>The words of the pages themselves, in English, French or Spanish.</summary>
/// <param name="Code"><c>en</c>, <c>fr</c> or <c>es</c>.</param>
/// <param name="Reader">The languages that texts are taken in.</param>
public sealed record PageWords(string Code, LanguagePreference Reader)
{
    /// <summary>The languages that pages can be in, each by its own name.</summary>
    public static IReadOnlyList<(string Code, string Name)> Spoken { get; } =
        [("en", "English"), ("fr", "Français"), ("es", "Español")];

    public string Skip => Say("Skip to the content", "Aller au contenu", "Ir al contenido");
    public string Languages => Say("Languages", "Langues", "Idiomas");
    public string What => Say(
        "The service on which a World Summit and Congress of local and regional governments runs: its programme, what "
        + "its sessions recommend, and what the World Assembly adopts.",
        "Le service sur lequel se tient un Sommet et Congrès mondial des gouvernements locaux et régionaux\u00A0: son "
        + "programme, ce que ses séances recommandent et ce que l’Assemblée mondiale adopte.",
        "El servicio en el que se celebra una Cumbre y Congreso Mundial de gobiernos locales y regionales: su "
        + "programa, lo que recomiendan sus sesiones y lo que aprueba la Asamblea Mundial.");
    public string Congresses => Say("Congresses", "Congrès", "Congresos");
    public string NoCongress => Say(
        "No Congress has been convened yet.",
        "Aucun Congrès n’a encore été convoqué.",
        "Aún no se ha convocado ningún Congreso.");
    public string Programme => Say("Programme", "Programme", "Programa");
    public string NotPublished => Say(
        "The programme has not been published yet.",
        "Le programme n’a pas encore été publié.",
        "El programa aún no se ha publicado.");
    public string Outcomes => Say("Outcomes", "Résultats", "Resultados");
    public string ForSoftware => Say("For software", "Pour les logiciels", "Para aplicaciones");
    public string Operations => Say("All operations, to try out", "Toutes les opérations, à essayer",
        "Todas las operaciones, para probar");
    public string Tour => Say(
        "All of this can be read as data, at any past moment, without a key; whoever takes part has one.",
        "Tout cela se lit aussi comme données, à tout moment passé, sans clé\u00A0; qui participe en a une.",
        "Todo esto se lee también como datos, en cualquier momento pasado, sin clave; quien participa tiene una.");
    public string FrontPage => Say("Back to the front page", "Retour à l’accueil", "Volver a la portada");
    public string Tracks => Say("Tracks", "Circuits", "Circuitos");
    public string AllTracks => Say("All tracks", "Tous les circuits", "Todos los circuitos");
    public string DaysOfIt => Say("Days", "Jours", "Días");
    public string NoSession => Say(
        "There are no sessions here.", "Il n’y a pas de séances ici.", "No hay sesiones aquí.");
    public string Break => Say("Break", "Pause", "Pausa");
    public string Cancelled => Say("Cancelled", "Annulée", "Cancelada");
    public string LedBy => Say("Led by", "Menée par", "Dirigida por");
    public string Colon => Say(":", "\u00A0:", ":");

    /// <summary>When a programme was published.</summary>
    public string PublishedOn(LocalDate on) => Say($"published on {DateWords.Day(on).En}",
        $"publié le {DateWords.Day(on).Fr}", $"publicado el {DateWords.Day(on).Es}");

    /// <summary>In which zone times are.</summary>
    public string TimesOf(string zone) => Say($"Times are those of {zone}.", $"Les heures sont celles de {zone}.",
        $"Las horas son las de {zone}.");

    /// <summary>A day with the day of the week.</summary>
    public string Day(LocalDate on) => DateWords.DayOfWeek(on).In(Code);

    /// <summary>The days from one to another, both of them included.</summary>
    public string Days(DateOnly from, DateOnly until) =>
        DateWords.Days(LocalDate.FromDateOnly(from), LocalDate.FromDateOnly(until)).In(Code);

    /// <summary>What a language is called; its tag where it has no name here.</summary>
    public string Language(string tag) => LanguageNames.Of(tag)?.In(Code) ?? tag;

    private string Say(string en, string fr, string es) => Code switch { "fr" => fr, "es" => es, _ => en };
}
