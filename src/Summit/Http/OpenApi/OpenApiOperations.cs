using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Summit.Http;

/// <summary>What every operation shares: who may call it, what it reads, how it fails.</summary>
internal sealed class OpenApiOperations : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var endpoint = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var roles = endpoint.OfType<IAllowAnonymous>().Any() ? [] : endpoint.OfType<AuthorizationPolicy>()
            .SelectMany(policy => policy.Requirements.OfType<RoleRequirement>()).Single().Roles;
        var route = context.ApiDescription.RelativePath!;
        var isCommand = context.ApiDescription.HttpMethod is not "GET";
        // Health is no part of the API proper: it has no languages, versions or forms.
        var isRead = !isCommand && endpoint.OfType<ContextDescription>().All(one => one.Name != nameof(Health));
        AddParameters(operation, endpoint, route, isCommand, context.ApiDescription.HttpMethod is "PUT", isRead);
        if (roles.Count > 0)
            operation.Description = "Roles: " + string.Join(", ", roles.Distinct().Select(EnumNames.Of)) + ".";
        if (endpoint.OfType<GoesOnAfterClosing>().Any())
            operation.Description += " Goes on after the Congress is closed.";
        Secure(operation, context.Document, isPublic: roles.Count == 0);
        if (operation.Responses!.ContainsKey("201") && operation.Responses.TryGetValue("200", out var known))
            known.Description = "It is there already: nothing is new.";
        foreach (var status in Failures(route, isCommand, isRead, endpoint))
        {
            operation.Responses[status.ToString(CultureInfo.InvariantCulture)] =
                SharedResponses.Of(status, context.Document);
        }
        var inOrder = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses.OrderBy(one => one.Key, StringComparer.Ordinal))
            inOrder.Add(status, response);
        operation.Responses = inOrder;
        if (isCommand || isRead)
        {
            SharedResponses.AddHeaders(operation, isCommand,
                operation.Parameters!.Any(parameter => parameter.Name == "cursor"), ReadsPosition(endpoint),
                context.Document);
        }
        if (isCommand && OpenApiExamples.Of(context.ApiDescription) is { } example)
        {
            foreach (var content in operation.RequestBody?.Content?.Values.OfType<OpenApiMediaType>() ?? [])
                content.Example = example.DeepClone();
        }
    }

    private static void AddParameters(
        OpenApiOperation operation, IList<object> endpoint, string route, bool isCommand, bool isPut, bool isRead)
    {
        operation.Parameters ??= [];
        foreach (var reads in endpoint.OfType<ReadsPath>().OrderByDescending(
            path => route.IndexOf($"{{{path.Name}}}", StringComparison.Ordinal)))
            operation.Parameters.Insert(0, OpenApiParameters.Path(reads));
        foreach (var name in endpoint.OfType<ReadsQuery>().SelectMany(reads => reads.Names).Append("lang").Distinct())
        {
            if (isRead)
                operation.Parameters.Add(OpenApiParameters.Query(name));
        }
        OpenApiParameters.Describe(operation.Parameters.OfType<OpenApiParameter>(), endpoint.OfType<ReadsNames>());
        if (isRead)
        {
            operation.Parameters.Add(OpenApiParameters.Header("If-None-Match", false,
                "The entity tags that you have: where one is current, the response is 304."));
        }
        if (ReadsPosition(endpoint))
        {
            operation.Parameters.Add(OpenApiParameters.Header(StoredResponseResult.PositionHeader, false,
                "A position that you have seen, such as that of your own command: nothing older is shown."));
        }
        if (isPut)
        {
            operation.Parameters.Add(OpenApiParameters.Header("If-None-Match", false,
                "`*` where it must not be there yet: where it is, the response is 412."));
        }
        if (isCommand)
        {
            operation.Parameters.Add(OpenApiParameters.Header("Idempotency-Key",
                endpoint.OfType<RequiresIdempotencyKey>().Any(),
                "Sent again under the same key, the first answer is given again."));
            operation.Parameters.Add(OpenApiParameters.Header("If-Match", endpoint.OfType<RequiresIfMatch>().Any(),
                "The entity tag of the version you saw, such as \"7\"; several, or *."));
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

    private static IEnumerable<int> Failures(string route, bool isCommand, bool isRead, IList<object> endpoint)
    {
        int[] always = [400, 401, 429, 500];
        int[] ofThings = isCommand || isRead ? [403, 406, 412] : [];
        int[] ofPaths = route.Contains('{', StringComparison.Ordinal) ? [404] : [];
        int[] ofReads = isRead ? [304] : [];
        int[] ofCommands = isCommand ? [409, 413, 415, 422] : [];
        int[] ofPositions = ReadsPosition(endpoint) ? [503] : [];
        int[] ofVersions = endpoint.OfType<RequiresIfMatch>().Any() ? [428] : [];
        return [.. always, .. ofThings, .. ofPaths, .. ofReads, .. ofCommands, .. ofPositions, .. ofVersions];
    }

    private static bool ReadsPosition(IList<object> endpoint) =>
        endpoint.OfType<ReadsQuery>().Any(reads => reads.Names.Contains("position"));
}
