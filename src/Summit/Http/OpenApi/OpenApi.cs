using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Summit.Http;

/// <summary>The document at <c>/openapi/v1.json</c> and the page at <c>/swagger</c>.</summary>
public static class OpenApi
{
    internal const string Scheme = "key";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        return services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "Summit",
                Version = "v1",
                Description = "A World Summit and Congress of local and regional governments: from a paper's clause to "
                    + "an adopted text, walkable both ways, at any past moment.",
            });
            options.AddServer(new OpenApiServer { Url = "/", Description = "This service" });
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
        app.UseSwagger(options => options.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(options =>
        {
            options.SwaggerEndpoint("/openapi/v1.json", "Summit");
            options.RoutePrefix = "swagger";
            options.DocumentTitle = "Summit";
        });
    }

    private static string SchemaId(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + type.Name[..type.Name.IndexOf('`')]
        : type.Name;
}

/// <summary>What every operation shares: who may call it, what it reads, how it fails.</summary>
internal sealed class OpenApiOperations : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var endpoint = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var roles = endpoint.OfType<IAllowAnonymous>().Any() ? [] : endpoint.OfType<AuthorizationPolicy>()
            .SelectMany(policy => policy.Requirements.OfType<RoleRequirement>()).Single().Roles;
        var isCommand = context.ApiDescription.HttpMethod is not "GET";
        operation.Parameters ??= [];
        var route = context.ApiDescription.RelativePath!;
        foreach (var (name, isId) in endpoint.OfType<ReadsPath>().OrderByDescending(
            path => route.IndexOf($"{{{path.Name}}}", StringComparison.Ordinal)))
        {
            operation.Parameters.Insert(0, new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = isId ? "uuid" : null },
            });
        }
        foreach (var name in endpoint.OfType<ReadsQuery>().SelectMany(reads => reads.Names).Append("lang").Distinct())
        {
            if (!isCommand)
                operation.Parameters.Add(Query(name));
        }
        if (isCommand)
        {
            operation.Parameters.Add(Header("Idempotency-Key", endpoint.OfType<RequiresIdempotencyKey>().Any(),
                "Sent again under the same key, the first answer is given again."));
            operation.Parameters.Add(Header("If-Match", endpoint.OfType<RequiresIfMatch>().Any(),
                "The entity tag of the version you saw, such as \"7\"."));
        }
        if (roles.Count > 0)
            operation.Description = "Roles: " + string.Join(", ", roles.Distinct().Select(EnumNames.Of)) + ".";
        Secure(operation, context.Document, isPublic: roles.Count == 0);
        foreach (var (status, says) in Failures(context, isCommand, roles.Count > 0))
            operation.Responses!.TryAdd(status.ToString(CultureInfo.InvariantCulture), Failure(says, context));
        if (!isCommand && endpoint.OfType<ReadsQuery>().Any())
            operation.Responses!.TryAdd("304", new OpenApiResponse { Description = "You have it already." });
        if (isCommand && OpenApiExamples.Of(context.ApiDescription) is { } example)
        {
            foreach (var content in operation.RequestBody?.Content?.Values.OfType<OpenApiMediaType>() ?? [])
                content.Example = example.DeepClone();
        }
    }

    private static void Secure(OpenApiOperation operation, OpenApiDocument document, bool isPublic)
    {
        operation.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(OpenApi.Scheme, document)] = [] },
        ];
        if (isPublic)
            operation.Security.Add([]);
    }

    private static IEnumerable<(int Status, string Says)> Failures(
        OperationFilterContext context, bool isCommand, bool isRestricted)
    {
        yield return (400, "The request is not well-formed: `errors` says where, by JSON pointer.");
        yield return (401, "A valid key is needed.");
        if (isRestricted)
            yield return (403, "This key may not do that.");
        if (context.ApiDescription.RelativePath!.Contains('{', StringComparison.Ordinal))
            yield return (404, "There is no such thing, or this key may not know of it.");
        if (isCommand)
        {
            yield return (409, "A rule refuses: `rule` says which, `conflictsWith` what stands in the way.");
            yield return (412, "It has changed since you saw it.");
            yield return (413, "The request is too large.");
            yield return (415, "JSON is expected.");
            yield return (422, "The Idempotency-Key was used for another request.");
            if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<RequiresIfMatch>().Any())
                yield return (428, "If-Match is needed.");
        }
        yield return (429, "There were too many requests of this caller: `Retry-After` says when to come again.");
        yield return (500, "Something went wrong on our side: the trace id says where to look.");
    }

    private static OpenApiResponse Failure(string says, OperationFilterContext context) => new()
    {
        Description = says,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [Problem.MediaType] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository),
            },
        },
    };

    private static OpenApiParameter Header(string name, bool required, string says) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = says,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter Query(string name) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = name switch
        {
            "asOf" => "How it stood at this moment (RFC 3339 with offset).",
            "position" => "How it stood after the event at this position.",
            "limit" => "How many at most: 50 unless told, at most 500.",
            "cursor" => "The cursor of the page before.",
            "lang" => "Texts in this language where they are in it (BCP 47).",
            _ => null,
        },
        Schema = name switch
        {
            "asOf" => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
            "position" => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "0" },
            "limit" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "500" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        },
    };
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
        document.Tags = new HashSet<OpenApiTag>(endpoints.Endpoints
            .SelectMany(endpoint => endpoint.Metadata.OfType<ContextDescription>()).Distinct()
            .Select(described => new OpenApiTag { Name = described.Name, Description = described.Description }));
    }
}
