using Microsoft.OpenApi;

namespace Summit.Http;

/// <summary>What operations share of their responses: how they fail, and the headers.</summary>
internal static class SharedResponses
{
    private const string LinkHeader = "Link";
    private const string LanguageHeader = "Content-Language";

    // By status: its name in the document, what it says, the headers that go with it.
    private static readonly Dictionary<int, (string Id, string Says, string[] Headers)> Known = new()
    {
        [304] = ("NotModified", "You have it already.",
            [ETagHeader, LinkHeader, StoredResponseResult.PositionHeader]),
        [400] = ("Malformed", "The request is not well-formed: `errors` says where, by JSON pointer.", []),
        [401] = ("Unauthenticated", "A valid key is needed.", ["WWW-Authenticate"]),
        [403] = ("Forbidden", "This key may not do that, or is of another Congress.", []),
        [404] = ("NotFound", "There is no such thing, or this key may not know of it.", []),
        [406] = ("NotAcceptable", "It cannot be given in any of the forms asked for.", []),
        [409] = ("Refused",
            "A rule refuses: `rule` says which, `facts` what would be taken, `conflictsWith` what is in the way.", []),
        [412] = ("VersionChanged", "It has changed since you saw it: `version`, and ETag, say to what.", [ETagHeader]),
        [413] = ("TooLarge", "The request is too large.", []),
        [415] = ("UnsupportedMediaType", "JSON in UTF-8 is expected.", ["Accept", "Accept-Encoding"]),
        [422] = ("KeyReused", "The Idempotency-Key was used for another request.", []),
        [428] = ("VersionMissing", "If-Match is needed.", []),
        [429] = ("TooManyRequests", "There were too many requests of this caller.", ["Retry-After"]),
        [500] = ("Failed", "Something went wrong on our side: the trace id says where to look.", []),
        [503] = ("NotYet", "What you have seen is not here yet.", ["Retry-After"]),
    };

    private const string ETagHeader = "ETag";

    /// <summary>The headers of responses, by their names.</summary>
    public static Dictionary<string, IOpenApiHeader> Headers { get; } = new()
    {
        [ETagHeader] = Header("The version that is shown, for If-Match and If-None-Match; where it has one."),
        ["Location"] = Header("The address of what was made.", isAlwaysThere: true),
        [LinkHeader] = Header("The next page, with `rel=\"next\"`; absent on the last."),
        [LanguageHeader] = Header("The languages of the texts, where they were chosen; of a problem, its title's."),
        [StoredResponseResult.PositionHeader] = Header(
            "The position that a command reached, or up to which a list holds all that happened: a read with "
            + "`?position=` shows what stood then."),
        ["WWW-Authenticate"] = Header(
            "The scheme of keys (RFC 6750), and whether the one that was sent is wrong.", isAlwaysThere: true),
        ["Retry-After"] = Header("In how many seconds to come again.", isAlwaysThere: true),
        ["Accept"] = Header("The media types that are taken, where that of the body is none of them."),
        ["Accept-Encoding"] = Header("The content codings that are taken, where that of the body is none of them."),
    };

    /// <summary>The responses that are no success.</summary>
    /// <param name="problem">The schema of their bodies.</param>
    public static Dictionary<string, IOpenApiResponse> Failures(IOpenApiSchema problem) => Known.ToDictionary(
        one => one.Value.Id,
        IOpenApiResponse (one) => new OpenApiResponse
        {
            Description = one.Value.Says,
            Headers = one.Value.Headers.Append(LanguageHeader).ToDictionary(name => name, name => Headers[name]),
            Content = one.Key < 400
                ? null
                : new Dictionary<string, IOpenApiMediaType>
                {
                    [Problem.MediaType] = new OpenApiMediaType { Schema = problem },
                },
        });

    /// <summary>A reference to the response of a status.</summary>
    public static OpenApiResponseReference Of(int status, OpenApiDocument document) =>
        new(Known[status].Id, document);

    /// <summary>Says which headers an operation's successes have.</summary>
    public static void AddHeaders(
        OpenApiOperation operation, bool isCommand, bool isList, bool hasPosition, OpenApiDocument document)
    {
        foreach (var (status, response) in operation.Responses!)
        {
            if (response is not OpenApiResponse success || status[0] != '2')
                continue;
            string[] names = isCommand
                ? [ETagHeader, .. status == "201" ? ["Location"] : Array.Empty<string>(),
                    StoredResponseResult.PositionHeader]
                : [ETagHeader, LanguageHeader, .. isList ? [LinkHeader] : Array.Empty<string>(),
                    .. hasPosition ? [StoredResponseResult.PositionHeader] : Array.Empty<string>()];
            success.Headers = names.ToDictionary(
                name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
        }
    }

    private static OpenApiHeader Header(string says, bool isAlwaysThere = false) => new()
    {
        Description = says,
        Required = isAlwaysThere,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
