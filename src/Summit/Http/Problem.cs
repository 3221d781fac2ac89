using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Net.Http.Headers;

namespace Summit.Http;

/// <summary>An error as RFC 9457 problem details: the one shape of every error on every route.</summary>
/// <param name="Type">A stable URI reference to match on.</param>
/// <param name="Title">What is wrong, in the reader's language.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Rule">The rule that said no, such as <c>programme/room-occupied</c>.</param>
/// <param name="Track">The track whose rule it is.</param>
/// <param name="Field">JSON pointer to the part of the request the rule is about.</param>
/// <param name="ConflictsWith">What stands in the way.</param>
/// <param name="Facts">What would be taken, and how things are, for programs: <c>detail</c> says the same.</param>
/// <param name="Version">The present version of what was to be changed, where another was named.</param>
/// <param name="Errors">What is ill-formed, by JSON pointer.</param>
/// <param name="TraceId">What to tell the operator.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string? Detail = null,
    string? Rule = null,
    Track? Track = null,
    string? Field = null,
    IReadOnlyList<Conflict>? ConflictsWith = null,
    RefusalFacts? Facts = null,
    long? Version = null,
    IReadOnlyDictionary<string, List<string>>? Errors = null,
    string? TraceId = null) : IResult
{
    /// <summary>After how many seconds it may be gone; null where nothing is known of that.</summary>
    [JsonIgnore]
    public int? RetryAfter { get; init; }

    /// <summary>The media type of RFC 9457.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>A problem that has no rule of a context behind it.</summary>
    public static Problem Of(Rule kind, int status, HttpContext http, Sentence? detail = null) =>
        new($"/problems/{kind.Code}", kind.In(Language(http)), status, detail?.In(Language(http)));

    /// <summary>A problem of the pipeline itself.</summary>
    public static Problem Of(Rule kind, HttpContext http, Sentence? detail = null) =>
        Of(kind, Problems.StatusOf(kind), http, detail);

    /// <summary>What is said to a caller who may not; null where they may.</summary>
    public static Problem? Of(Permission permission, HttpContext http) => permission switch
    {
        Permission.Forbidden => Of(Problems.Forbidden, http),
        Permission.NotFound => Of(Problems.NotFound, http),
        _ => null,
    };

    /// <summary>A rule's refusal.</summary>
    public static Problem Of(Refusal refusal, HttpContext http) => new(
        $"/problems/{refusal.Rule.Code}", refusal.Rule.In(Language(http)), StatusCodes.Status409Conflict,
        refusal.Facts?.AsSentence().In(Language(http)), refusal.Rule.Code, refusal.Track, refusal.Field,
        refusal.ConflictsWith.Count == 0 ? null : refusal.ConflictsWith, refusal.Facts);

    /// <summary>What was to be changed has another version than the caller named.</summary>
    public static Problem Changed(long version, HttpContext http) => Of(Problems.VersionChanged, http,
        ($"Its present version is {version}.", $"Sa version actuelle est {version}.",
            $"Su versión actual es {version}.")) with
    {
        Version = version,
    };

    /// <summary>An ill-formed request.</summary>
    public static Problem Malformed(HttpContext http, Errors errors) =>
        Of(Problems.Malformed, http, errors.HasMore ? Problems.MoreErrors : null) with
        {
            Errors = errors.In(Language(http)),
        };

    /// <summary>An ill-formed request, at one place.</summary>
    public static Problem Malformed(HttpContext http, string pointer, Sentence error)
    {
        var errors = new Errors();
        errors.Add(pointer, error);
        return Malformed(http, errors);
    }

    /// <summary>
    /// What is wrong by two checks of one request, as one problem: all that is ill-formed, before anything else.
    /// </summary>
    public static Problem? Both(Problem? one, Problem? other) => (one, other) switch
    {
        ({ Errors: { } errors }, { Errors: { } more }) => (one.Detail is null ? other : one) with
        {
            // Of one place, the first check says what is wrong.
            Errors = errors.UnionBy(more, at => at.Key).Take(Http.Errors.Max).ToDictionary(),
        },
        ({ Errors: null }, { Errors: not null }) => other,
        _ => one ?? other,
    };

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext http)
    {
        var shown = this with { TraceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier };
        http.Response.StatusCode = Status;
        // What was to be shown had its own.
        http.Response.Headers.Remove(HeaderNames.Link);
        http.Response.Headers.Remove(StoredResponseResult.PositionHeader);
        if (Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = Challenge(http);
        if (RetryAfter is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Version is { } version)
            http.Response.Headers.ETag = ETag.Of(version);
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentLanguage = Language(http);
        await JsonSerializer.SerializeAsync(http.Response.Body, shown, Json.Options, http.RequestAborted);
    }

    // RFC 6750, 3: a key that was sent is wrong, one that was not is needed.
    private static string Challenge(HttpContext http) => http.Request.Headers.Authorization.Count == 0
        ? "Bearer realm=\"Summit\""
        : "Bearer realm=\"Summit\", error=\"invalid_token\"";

    private static string Language(HttpContext http) => http.LanguagePreference().OfService;
}

/// <summary>The problems of the pipeline itself: what is wrong before any rule of a context is asked.</summary>
public static class Problems
{
    public static readonly Rule Malformed = new("http/malformed",
        "The request is not well-formed.",
        "La requête n'est pas bien formée.",
        "La solicitud no está bien formada.");

    public static readonly Sentence MoreErrors = (
        $"There are more errors: these are the first {Errors.Max}.",
        $"Il y a d'autres erreurs : voici les {Errors.Max} premières.",
        $"Hay más errores: estos son los {Errors.Max} primeros.");

    public static readonly Rule Unauthenticated = new("http/unauthenticated",
        "A valid key is needed.",
        "Une clé valide est nécessaire.",
        "Se necesita una clave válida.");

    public static readonly Rule Forbidden = new("http/forbidden",
        "This key may not do that.",
        "Cette clé ne le permet pas.",
        "Esta clave no lo permite.");

    public static readonly Rule NotFound = new("http/not-found",
        "What was asked for does not exist.",
        "Ce qui est demandé n'existe pas.",
        "Lo solicitado no existe.");

    public static readonly Rule MethodNotAllowed = new("http/method-not-allowed",
        "This method is not allowed here.",
        "Cette méthode n'est pas admise ici.",
        "Este método no se admite aquí.");

    public static readonly Rule NotAcceptable = new("http/not-acceptable",
        "This cannot be given in any of the forms asked for.",
        "Aucune des formes demandées n'est disponible.",
        "Ninguna de las formas solicitadas está disponible.");

    public static readonly Rule TooLarge = new("http/too-large",
        "The request is too large.",
        "La requête est trop volumineuse.",
        "La solicitud es demasiado grande.");

    public static readonly Rule UnsupportedMediaType = new("http/unsupported-media-type",
        "The request's media type is not understood.",
        "Le type de média de la requête n'est pas pris en charge.",
        "No se admite el tipo de medio de la solicitud.");

    public static readonly Rule VersionChanged = new("http/version-changed",
        "It has changed since you saw it.",
        "L'objet a changé depuis que vous l'avez lu.",
        "Ha cambiado desde que lo leyó.");

    public static readonly Rule VersionMissing = new("http/version-missing",
        "Say with If-Match which version you saw.",
        "Indiquez avec If-Match la version que vous avez lue.",
        "Indique con If-Match la versión que leyó.");

    public static readonly Rule KeyMissing = new("http/idempotency-key-missing",
        "An Idempotency-Key is required here.",
        "Une clé d'idempotence est requise ici.",
        "Aquí se requiere una clave de idempotencia.");

    public static readonly Rule KeyReused = new("http/idempotency-key-reused",
        "This Idempotency-Key was used for another request.",
        "Cette clé d'idempotence a servi à une autre requête.",
        "Esta clave de idempotencia se usó para otra solicitud.");

    public static readonly Rule TooManyRequests = new("http/too-many-requests",
        "There were too many requests: Retry-After says when to come again.",
        "Les requêtes ont été trop nombreuses : Retry-After indique quand revenir.",
        "Ha habido demasiadas solicitudes: Retry-After indica cuándo volver.");

    public static readonly Rule TryAgain = new("store/try-again",
        "Others were quicker, several times: try again.",
        "D'autres ont été plus rapides, plusieurs fois : réessayez.",
        "Otros fueron más rápidos, varias veces: inténtelo de nuevo.");

    public static readonly Rule NotYet = new("store/behind",
        "What you have seen is not here yet: try again.",
        "Ce que vous avez vu n'est pas encore ici : réessayez.",
        "Lo que ha visto no está aún aquí: inténtelo de nuevo.");

    public static readonly Rule Failed = new("http/failed",
        "Something went wrong on our side.",
        "Une erreur s'est produite de notre côté.",
        "Se produjo un error por nuestra parte.");

    private static readonly Dictionary<Rule, int> Statuses = new()
    {
        [Malformed] = StatusCodes.Status400BadRequest,
        [KeyMissing] = StatusCodes.Status400BadRequest,
        [Unauthenticated] = StatusCodes.Status401Unauthorized,
        [Forbidden] = StatusCodes.Status403Forbidden,
        [NotFound] = StatusCodes.Status404NotFound,
        [MethodNotAllowed] = StatusCodes.Status405MethodNotAllowed,
        [NotAcceptable] = StatusCodes.Status406NotAcceptable,
        [TryAgain] = StatusCodes.Status409Conflict,
        [VersionChanged] = StatusCodes.Status412PreconditionFailed,
        [TooLarge] = StatusCodes.Status413PayloadTooLarge,
        [UnsupportedMediaType] = StatusCodes.Status415UnsupportedMediaType,
        [KeyReused] = StatusCodes.Status422UnprocessableEntity,
        [VersionMissing] = StatusCodes.Status428PreconditionRequired,
        [TooManyRequests] = StatusCodes.Status429TooManyRequests,
        [Failed] = StatusCodes.Status500InternalServerError,
        [NotYet] = StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The status of a problem.</summary>
    public static int StatusOf(Rule problem) => Statuses[problem];

    /// <summary>The problem behind a bare status code, as the framework sets it.</summary>
    public static Rule OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Unauthenticated,
        StatusCodes.Status403Forbidden => Forbidden,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status406NotAcceptable => NotAcceptable,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
        >= 500 => Failed,
        _ => Malformed,
    };
}
