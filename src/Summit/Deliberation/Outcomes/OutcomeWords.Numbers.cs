using System.Globalization;
using NodaTime;

namespace Summit.Deliberation;

/// <summary>Counts and days, as the Unicode CLDR has them for the three languages.</summary>
internal sealed partial record OutcomeWords
{
    /// <summary>How many recommendations there are.</summary>
    public string Count(int count) => count == 0
        ? Say("No recommendations.", "Aucune recommandation.", "Ninguna recomendación.")
        : $"{Number(count)} {Plural(count,
            ("recommendation", "recommendations"), ("recommandation", "recommandations"),
            ("recomendación", "recomendaciones"))}.";

    /// <summary>The word before the numbers of proposals.</summary>
    public string Proposal(int count) => Plural(count,
        ("proposal", "proposals"), ("proposition", "propositions"), ("propuesta", "propuestas"));

    public string Votes(Tally tally)
    {
        var abstaining = Plural(tally.Abstaining,
            ("abstaining", "abstaining"), ("abstention", "abstentions"), ("abstención", "abstenciones"));
        return $"{Number(tally.For)} {Say("for", "pour", "a favor")}, "
            + $"{Number(tally.Against)} {Say("against", "contre", "en contra")}, "
            + $"{Number(tally.Abstaining)} {abstaining}";
    }

    /// <summary>Which version of the outcome it is, and when that was sealed.</summary>
    public string Sealed(int version, LocalDate on) => Say(
        $"version {version}, sealed on {Day(on)}",
        $"version {version}, scellée le {Day(on)}",
        $"versión {version}, sellada el {Day(on)}");

    /// <summary>The past position that it is of, and the moment that was asked for.</summary>
    public string AsOf(long position, LocalDateTime? at, string zone)
    {
        if (at is not { } moment)
            return Say($"at position {position}", $"à la position {position}", $"en la posición {position}");
        var (day, hour, minute) = (Day(moment.Date), $"{moment.Hour:00}", $"{moment.Minute:00}");
        return Say($"as of {day} at {hour}:{minute} ({zone}), position {position}",
            $"au {day} à {hour}\u00A0h\u00A0{minute} ({zone}), position {position}",
            $"al {day} a las {hour}:{minute} ({zone}), posición {position}");
    }

    /// <summary>A day.</summary>
    public string Day(LocalDate on) => DateWords.Day(on).In(Code);

    /// <summary>The days from one to another, both of them included.</summary>
    public string Days(LocalDate from, LocalDate until) => DateWords.Days(from, until).In(Code);

    // Groups of three: with a comma in English, else with a space, and in Spanish from five digits on.
    private string Number(int number) => Code switch
    {
        "fr" => number.ToString("#,0", Spaced),
        "es" when number < 10_000 => $"{number}",
        "es" => number.ToString("#,0", Spaced),
        _ => number.ToString("#,0", CultureInfo.InvariantCulture),
    };

    private static NumberFormatInfo Spaced { get; } = new() { NumberGroupSeparator = "\u202F" };

    // Nought is singular in French alone. The third form of French and Spanish is that of whole millions.
    private string Plural(
        int count, (string One, string Other) en, (string One, string Other) fr, (string One, string Other) es) =>
        Code switch
        {
            "fr" => count is 0 or 1 ? fr.One : fr.Other,
            "es" => count == 1 ? es.One : es.Other,
            _ => count == 1 ? en.One : en.Other,
        };
}
