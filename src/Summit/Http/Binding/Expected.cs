using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;

namespace Summit.Http;

/// <summary>What is said of a part of a request that is ill-formed: what would be taken instead.</summary>
internal static class Expected
{
    public static readonly Sentence Json = (
        "This is not JSON.", "Ceci n'est pas du JSON.", "Esto no es JSON.");

    public static readonly Sentence JsonInUtf8 = (
        "application/json in UTF-8 is expected.",
        "Du application/json en UTF-8 est attendu.",
        "Se espera application/json en UTF-8.");

    public static readonly Sentence Decodable = (
        "The body's chunks or its content coding cannot be decoded.",
        "Les fragments du corps ou son codage de contenu ne peuvent être décodés.",
        "No se pueden decodificar los fragmentos del cuerpo o su codificación de contenido.");

    public static readonly Sentence Something = (
        "This is required.", "Ceci est requis.", "Esto es obligatorio.");

    public static readonly Sentence Once = (
        "This is there more than once.", "Ceci figure plusieurs fois.", "Esto aparece más de una vez.");

    public static readonly Sentence NoNull = (
        "A list holds no nulls.", "Une liste ne contient pas de null.", "Una lista no contiene null.");

    public static readonly Sentence Text = (
        "The text contains an invalid character (NUL or a lone surrogate).",
        "Le texte contient un caractère non valide (NUL ou un demi-codet isolé).",
        "El texto contiene un carácter no válido (NUL o un sustituto aislado).");

    public static readonly Sentence Language = (
        "A BCP 47 language tag is expected, such as fr.",
        "Une étiquette de langue BCP 47 est attendue, par exemple fr.",
        "Se espera una etiqueta de idioma BCP 47, como fr.");

    public static readonly Sentence EntityTags = (
        "Entity tags such as \"7\" are expected, or *.",
        "Des étiquettes d'entité telles que \"7\" sont attendues, ou *.",
        "Se esperan etiquetas de entidad como \"7\", o *.");

    public static readonly Sentence Cursor = (
        "The cursor of an earlier page of this list is expected, with the filters and the moment of that page.",
        "Le curseur d'une page précédente de cette liste est attendu, avec les filtres et l'instant de cette page.",
        "Se espera el cursor de una página anterior de esta lista, con los filtros y el momento de esa página.");

    public static readonly Sentence Position = (
        "A whole number from 0 is expected.",
        "Un nombre entier à partir de 0 est attendu.",
        "Se espera un número entero a partir de 0.");

    /// <summary>A whole number within these bounds.</summary>
    public static Sentence WholeNumber(int min, int max) => (
        $"A whole number from {min} to {max} is expected.",
        $"Un nombre entier de {min} à {max} est attendu.",
        $"Se espera un número entero de {min} a {max}.");

    /// <summary>So many characters at most.</summary>
    public static Sentence Characters(int max) => (
        $"At most {max} characters are expected.",
        $"Au plus {max} caractères sont attendus.",
        $"Se esperan como máximo {max} caracteres.");

    /// <summary>So many visible ASCII characters at most.</summary>
    public static Sentence VisibleAscii(int max) => (
        $"1 to {max} visible ASCII characters are expected.",
        $"De 1 à {max} caractères ASCII visibles sont attendus.",
        $"Se esperan de 1 a {max} caracteres ASCII visibles.");

    /// <summary>There is no such name here, but these.</summary>
    public static Sentence OneOf(IEnumerable<string> names)
    {
        var all = string.Join(", ", names);
        return all.Length == 0
            ? ("Nothing is expected here.", "Rien n'est attendu ici.", "Aquí no se espera nada.")
            : ($"One of these is expected: {all}.",
                $"L'un de ceux-ci est attendu : {all}.",
                $"Se espera uno de estos: {all}.");
    }

    /// <summary>One or several of these names.</summary>
    public static Sentence SomeOf(IEnumerable<string> names)
    {
        var all = string.Join(", ", names);
        return ($"One or several of these are expected, with commas between: {all}.",
            $"Un ou plusieurs de ceux-ci sont attendus, séparés par des virgules : {all}.",
            $"Se espera uno o varios de estos, separados por comas: {all}.");
    }

    /// <summary>A value of this type.</summary>
    public static Sentence Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            { IsEnum: true } => OneOf(EnumNames.All(plain)),
            _ when Forms.TryGetValue(plain, out var form) => form,
            _ when Kernel.Json.Options.GetTypeInfo(plain).Kind is JsonTypeInfoKind.Enumerable =>
                ("A list is expected.", "Une liste est attendue.", "Se espera una lista."),
            _ => ("A JSON object is expected.", "Un objet JSON est attendu.", "Se espera un objeto JSON."),
        };
    }

    /// <summary>A value that passes a check.</summary>
    /// <param name="check">The check.</param>
    /// <param name="name">The property.</param>
    public static Sentence Of(ValidationAttribute check, string name)
    {
        var said = check.FormatErrorMessage(name);
        return check switch
        {
            ISaysExpected says => says.Expected,
            MaxLineAttribute line => (said,
                $"En une ligne, au plus {line.Characters} caractères, dont certains visibles.",
                $"En una línea, como máximo {line.Characters} caracteres, algunos de ellos visibles."),
            MaxTextAttribute { HasMaxParagraphs: true } text => (said,
                $"Au plus {text.Characters} caractères, dont certains visibles, et {text.Paragraphs} alinéas.",
                $"Como máximo {text.Characters} caracteres, algunos de ellos visibles, y {text.Paragraphs} párrafos."),
            MaxTextAttribute text => (said,
                $"Au plus {text.Characters} caractères, dont certains visibles.",
                $"Como máximo {text.Characters} caracteres, algunos de ellos visibles."),
            CodeAttribute => (said,
                $"Des minuscules et des chiffres, en mots joints par des traits d'union, au plus {Limits.Code}.",
                $"Minúsculas y cifras, en palabras unidas por guiones, como máximo {Limits.Code}."),
            CountryAttribute => (said,
                "Un code ISO 3166-1 alpha-2 est attendu, par exemple ZA.",
                "Se espera un código ISO 3166-1 alfa-2, por ejemplo ZA."),
            LanguagesAttribute => (said,
                "Des étiquettes de langue BCP 47, par exemple fr, chacune une fois.",
                "Etiquetas de idioma BCP 47, por ejemplo fr, cada una una vez."),
            EmailAttribute => (said,
                $"Une adresse électronique d'au plus {Limits.Email} caractères est attendue.",
                $"Se espera una dirección de correo electrónico de {Limits.Email} caracteres como máximo."),
            RangeAttribute range => (
                $"A number from {range.Minimum} to {range.Maximum} is expected.",
                $"Un nombre de {range.Minimum} à {range.Maximum} est attendu.",
                $"Se espera un número de {range.Minimum} a {range.Maximum}."),
            LengthAttribute length => Count(length.MinimumLength, length.MaximumLength),
            MinLengthAttribute atLeast => Count(atLeast.Length, null),
            MaxLengthAttribute atMost => Count(0, atMost.Length),
            _ => (said, said, said),
        };
    }

    private static readonly Dictionary<Type, Sentence> Forms = new()
    {
        [typeof(string)] = ("A string is expected.", "Une chaîne est attendue.", "Se espera una cadena."),
        [typeof(bool)] = ("true or false is expected.", "true ou false est attendu.", "Se espera true o false."),
        [typeof(int)] = (
            "A whole number is expected.", "Un nombre entier est attendu.", "Se espera un número entero."),
        [typeof(Guid)] = (
            "An id (UUID) is expected.", "Un identifiant (UUID) est attendu.", "Se espera un identificador (UUID)."),
        [typeof(DateOnly)] = (
            "A day such as 2019-11-13 is expected.",
            "Un jour tel que 2019-11-13 est attendu.",
            "Se espera un día como 2019-11-13."),
        [typeof(DateTimeOffset)] = (
            "A moment with its offset is expected (RFC 3339), such as 2019-11-13T09:00:00+02:00.",
            "Un instant avec son décalage est attendu (RFC 3339), par exemple 2019-11-13T09:00:00+02:00.",
            "Se espera un instante con su desfase (RFC 3339), por ejemplo 2019-11-13T09:00:00+02:00."),
        [typeof(LocalisedText)] = (
            "A text is an object of languages, such as {\"en\": \"...\"}.",
            "Un texte est un objet de langues, par exemple {\"fr\": \"...\"}.",
            "Un texto es un objeto de idiomas, por ejemplo {\"es\": \"...\"}."),
    };

    private static Sentence Count(int min, int? max) => (min, max) switch
    {
        (0, _) => (
            $"At most {max} are expected.", $"Au plus {max} sont attendus.", $"Se esperan como máximo {max}."),
        (_, null) => (
            $"At least {min} is expected.", $"Au moins {min} est attendu.", $"Se espera al menos {min}."),
        _ => (
            $"From {min} to {max} are expected.",
            $"De {min} à {max} sont attendus.",
            $"Se esperan de {min} a {max}."),
    };
}
