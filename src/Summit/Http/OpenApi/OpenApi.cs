using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Summit.Http;

/// <summary>The document at <c>/openapi/v1.json</c> and the page at <c>/swagger</c>.</summary>
public static class OpenApi
{
    internal const string Scheme = "key";

    private const string Description =
        """
        A World Summit and Congress of local and regional governments: from a paper's clause to an adopted text,
        walkable both ways, at any past moment.

        **Everywhere.** HEAD is answered as GET is. What needs no key may be read by pages of any site (CORS), and
        takes the parameters that mailings add to links (`utm_*`, `fbclid`, ...); other unknown parameters are 400.
        `If-Match` and `If-None-Match` take `*` and lists of entity tags; a weak tag counts as a strong one. Bodies are
        JSON in UTF-8 of at most 1 MB, also as `gzip`, `deflate` or `br`.

        **Errors** are problem details (RFC 9457), in English, French or Spanish by `Accept-Language`. Another method
        than those of a path is 405 with `Allow`, another path 404. What is no HTTP request, or has an address (414) or
        headers (431) that are too long, the server itself answers, without a body.
        """;

    /// <summary>The path of the page.</summary>
    internal const string Page = "/swagger";

    private const string ScriptName = "reading";

    private static readonly byte[] Script = ReadScript();

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        return services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Summit",
                Version = "v1",
                Description = Description,
            });
            options.AddSecurityDefinition(Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key: `Authorization: Bearer summit_...`",
            });
            options.SupportNonNullableReferenceTypes();
            options.UseAllOfToExtendReferenceSchemas();
            options.CustomSchemaIds(SchemaId);
            options.MapType<LocalisedText>(() => new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "A text by BCP 47 language tag; at least one, none of them blank.",
                AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
                MinProperties = 1,
                MaxProperties = Limits.Languages,
                Examples = [new JsonObject { ["en"] = "The right to the city", ["fr"] = "Le droit à la ville" }],
            });
            options.IncludeXmlComments(typeof(OpenApi).Assembly);
            options.SchemaFilter<OpenApiSchemas>();
            options.OperationFilter<OpenApiOperations>();
            options.DocumentFilter<OpenApiOrder>();
        });
    }

    public static void UseOpenApiDocument(this WebApplication app)
    {
        app.MapSwagger("openapi/{documentName}.json", options => options.PreSerializeFilters.Add(
                (document, request) => document.Servers =
                [
                    new OpenApiServer
                    {
                        Url = request.PathBase.HasValue ? request.PathBase.Value : "/",
                        Description = "This service",
                    },
                ]))
            .AllowAnonymous().RequireCors(HttpModule.PublicReads).ExcludeFromDescription();
        app.MapGet($"{Page}/{ScriptName}.js", () => Results.Bytes(Script, "text/javascript; charset=utf-8"))
            .AllowAnonymous().ExcludeFromDescription();
        app.UseSwaggerUI(options =>
        {
            // From the page's own address: what is before it is the proxy's.
            options.SwaggerEndpoint("../openapi/v1.json", "Summit");
            options.RoutePrefix = Page[1..];
            options.DocumentTitle = "Summit";
            options.EnableDeepLinking();
            options.EnableFilter();
            options.EnablePersistAuthorization();
            options.DocExpansion(DocExpansion.None);
            options.DefaultModelsExpandDepth(0);
            options.InjectJavascript($"{ScriptName}.js");
        });
    }

    private static byte[] ReadScript()
    {
        using var script = typeof(OpenApi).Assembly.GetManifestResourceStream($"Summit/Http/OpenApi/{ScriptName}.js")!;
        using var bytes = new MemoryStream();
        script.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string SchemaId(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name[..type.Name.IndexOf('`')]
        : type.Name;
}

/// <summary>
/// Paths in the order of their names, so that the document changes only where the service does; and the contexts, in
/// the order in which they are mapped.
/// </summary>
internal sealed class OpenApiOrder(EndpointDataSource endpoints) : IDocumentFilter
{
    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            paths.Add(path, item);
        document.Paths = paths;
        document.Components!.Headers = SharedResponses.Headers;
        document.Components.Responses = SharedResponses.Failures(
            context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository));
        document.Tags = new HashSet<OpenApiTag>(endpoints.Endpoints
            .SelectMany(endpoint => endpoint.Metadata.OfType<ContextDescription>()).Distinct()
            .Select(described => new OpenApiTag { Name = described.Name, Description = described.Description }));
    }
}
