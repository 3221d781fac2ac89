using NodaTime;

namespace Summit.Kernel;

/// <summary>
/// Days in English, French or Spanish, as the Unicode CLDR has them: the service runs without the cultures of the
/// machine, and so is the same on each.
/// </summary>
public static class DateWords
{
    private static readonly string[] English =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ];

    private static readonly string[] French =
    [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ];

    private static readonly string[] Spanish =
    [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ];

    private static readonly Sentence[] Weekdays =
    [
        ("Monday", "lundi", "lunes"), ("Tuesday", "mardi", "martes"), ("Wednesday", "mercredi", "miércoles"),
        ("Thursday", "jeudi", "jueves"), ("Friday", "vendredi", "viernes"), ("Saturday", "samedi", "sábado"),
        ("Sunday", "dimanche", "domingo"),
    ];

    /// <summary>A day, such as 11 November 2019.</summary>
    public static Sentence Day(LocalDate on) => Of(language =>
        $"{DayAndMonth(on, language)} {(language == "es" ? "de " : "")}{on.Year}");

    /// <summary>A day with the day of the week before it.</summary>
    public static Sentence DayOfWeek(LocalDate on) => Of(language =>
        $"{Weekdays[(int)on.DayOfWeek - 1].In(language)} {Day(on).In(language)}");

    /// <summary>The days from one to another, both of them included.</summary>
    public static Sentence Days(LocalDate from, LocalDate until)
    {
        var end = Day(until);
        if (from == until)
            return end;
        if (from.Year != until.Year)
            return Between(Day(from), end, " – ");
        return from.Month == until.Month
            ? Between(($"{from.Day}", Ordinal(from), $"{from.Day}"), end, "–")
            : Between(Of(language => DayAndMonth(from, language)), end, " – ");
    }

    private static Sentence Between(Sentence from, Sentence until, string dash) =>
        ($"{from.En}{dash}{until.En}", $"du {from.Fr} au {until.Fr}", $"del {from.Es} al {until.Es}");

    private static Sentence Of(Func<string, string> say) => (say("en"), say("fr"), say("es"));

    private static string DayAndMonth(LocalDate on, string language) => language switch
    {
        "fr" => $"{Ordinal(on)} {French[on.Month - 1]}",
        "es" => $"{on.Day} de {Spanish[on.Month - 1]}",
        _ => $"{on.Day} {English[on.Month - 1]}",
    };

    // French counts the first day of a month, and only that.
    private static string Ordinal(LocalDate on) => on.Day == 1 ? "1er" : $"{on.Day}";
}
