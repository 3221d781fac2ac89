using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Summit.Http;

/// <summary>
/// What all routes share: every error on every route has a body, in Development and in Production alike.
/// </summary>
public static partial class HttpModule
{
    /// <summary>The content codings that a request's body may have.</summary>
    internal const string ContentCodings = "br, deflate, gzip";

    /// <summary>The CORS policy of what needs no key: pages of any site may read it.</summary>
    internal const string PublicReads = "public-reads";

    public static IServiceCollection AddHttp(this IServiceCollection services)
    {
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<QueryExecutor>();
        services.AddSingleton<RepresentationCache>();
        services.AddSingleton<CommandExecutor>();
        services.AddSingleton<CommandLimiter>();
        services.AddSingleton<ConstraintTranslators>();
        services.AddSection<SubscriptionOptions>("Summit:Readers");
        services.AddSingleton<SubscriptionHealthCheck>();
        services.AddHealthChecks().AddCheck<SubscriptionHealthCheck>("subscriptions", tags: [HealthTags.Ready]);
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Clear();
            json.SerializerOptions.TypeInfoResolverChain.Add(Json.Options.TypeInfoResolver!);
            json.SerializerOptions.Encoder = Json.Options.Encoder;
            json.SerializerOptions.DefaultIgnoreCondition = Json.Options.DefaultIgnoreCondition;
            foreach (var converter in Json.Options.Converters)
                json.SerializerOptions.Converters.Add(converter);
        });
        services.AddRequestDecompression();
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddCors(cors => cors.AddPolicy(PublicReads, policy => policy
            .AllowAnyOrigin().AllowAnyHeader().WithMethods(HttpMethods.Get, HttpMethods.Head)
            .WithExposedHeaders("ETag", "Link", "Retry-After", StoredResponseResult.PositionHeader)
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));
        services.AddSection<ProxyOptions>("Summit:Proxy");
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddRateLimits();
        services.AddOpenApiDocument();
        return services;
    }

    public static void UseRequestPipeline(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<IProblemPage>();
        ProxyOptions.Use(app);
        app.Use(Middlewares.Harden);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = http => Status(http, StatusOf(http), page),
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(
            context => Status(context.HttpContext, context.HttpContext.Response.StatusCode, page));
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.Use(Middlewares.ServeHeadAsGet);
        app.Use(Middlewares.NormaliseAddress);
        app.UseRouting();
        app.UseCors();
        app.UseRequestDecompression();
        app.UseAuthentication();
        app.UseMiddleware<WrongKeys>();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseOpenApiDocument();
    }

    public static void MapHealth(this WebApplication app)
    {
        var health = app.MapContext(nameof(Health), "How the service is.");
        health.MapGet("/health/live", () => Results.Json(new Health("alive", []), Json.Options))
            .WithOperation("GetLiveness", "Whether the process answers").AllowAnonymous().Produces<Health>();
        MapChecks(health, HealthTags.Ready, "ready", "not-ready", "GetReadiness",
            "Whether the service can do its work");
        MapChecks(health, HealthTags.Deliveries, "delivering", "not-delivering", "GetDeliveryHealth",
            "Whether what is forwarded arrives: an alarm for organisers, and no reason to take a node out of service");
    }

    // Not MapHealthChecks: its endpoints are not in the OpenAPI document.
    private static void MapChecks(
        RouteGroupBuilder health, string tag, string well, string ill, string operation, string summary) => health
        .MapGet($"/health/{tag}", async (HealthCheckService checks, HttpContext http, CancellationToken cancel) =>
        {
            var report = await checks.CheckHealthAsync(check => check.Tags.Contains(tag), cancel);
            var seesTexts = http.ActorOrNull() is { Role: Role.Administrator, IsUnlimited: true };
            string[] ails =
            [
                .. report.Entries.SelectMany(one => Ails(one.Key, one.Value)).Distinct()
                    .Select(ail => seesTexts && ail.Text is not null ? $"{ail.Kind} {ail.Text}" : ail.Kind),
            ];
            return Results.Json(new Health(ails.Length == 0 ? well : ill, ails), Json.Options,
                statusCode: ails.Length == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        })
        .WithOperation(operation, summary)
        .AllowAnonymous()
        .Produces<Health>()
        .Produces<Health>(StatusCodes.Status503ServiceUnavailable);

    private static IEnumerable<Ailment> Ails(string name, HealthReportEntry entry) => entry switch
    {
        { Status: HealthStatus.Healthy } => [],
        { Exception: NpgsqlException silent } => [new("The database does not answer.", silent.Message)],
        { Exception: { } failure } => [new($"The check of {name} fails.", failure.Message)],
        { Data.Count: > 0 } => entry.Data.Values.Cast<Ailment>(),
        _ => [new(entry.Description ?? $"The check of {name} fails.")],
    };

    private static int StatusOf(HttpContext http) =>
        http.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad
            ? bad.StatusCode
            : StatusCodes.Status500InternalServerError;

    private static Task Status(HttpContext http, int status, IProblemPage page)
    {
        var problem = Problem.Of(Problems.OfStatus(status), status, http);
        return IsOfPerson(http.Request) ? page.Show(problem, http) : problem.ExecuteAsync(http);
    }

    // Who opens an address in a browser. The API answers all alike.
    private static bool IsOfPerson(HttpRequest request) => !request.Path.StartsWithSegments("/v1")
        && Negotiation.Best(request, ["application/json", Problem.MediaType, "text/html"]) == "text/html";
}
