using JasperFx;
using JasperFx.CodeGeneration;
using Marten;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using Npgsql;
using Summit.Access;
using Summit.Congress;
using Summit.Deliberation;
using Summit.Store;
using Summit.Forwarding;
using Summit.Http;
using Summit.Operations;
using Summit.Pages;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.Statutory;
using Summit.WorldAssembly;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;
using Wolverine.Runtime;

namespace Summit;

/// <summary>Puts the service together: contexts, store, HTTP. The one place that knows all of them.</summary>
public static class Service
{
    /// <summary>The default address it listens on.</summary>
    public const string DefaultAddress = "http://localhost:5080";

    private const long BodyBytesMax = 1024 * 1024;

    // Of frameworks what goes wrong: they have six lines a request, and one for each statement of a migration.
    private static readonly Dictionary<string, string?> LogLevels =
        new[] { "Microsoft", "System", nameof(Npgsql), nameof(Marten), nameof(Wolverine), nameof(JasperFx),
            typeof(AppendListener).FullName!, typeof(ApiKeyAuthentication).FullName! }
        .ToDictionary(category => $"Logging:LogLevel:{category}", string? (_) => nameof(LogLevel.Warning));

    /// <summary>The configuration, as ASP.NET reads it.</summary>
    /// <remarks>
    /// Read once: the service never reads it again, and watching the folder for changes takes time whenever any file in
    /// it is written.
    /// </remarks>
    public static WebApplicationBuilder Configure(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
        // Before all others: what an operator says of logs counts.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogLevels });
        return builder;
    }

    /// <summary>The service on a database, ready to run.</summary>
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="connectionString">The database.</param>
    /// <param name="clock">The time it lives in; null for the real one.</param>
    public static WebApplication Build(string[] args, string connectionString, TimeProvider? clock = null) =>
        Build(Configure(args), connectionString, clock);

    /// <summary>The service on a database, ready to run.</summary>
    public static WebApplication Build(
        WebApplicationBuilder builder, string connectionString, TimeProvider? clock = null)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        if (builder.Configuration["urls"] is null)
            builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
        });
        // Of the half minute that a process has to end, the rest is its PostgreSQL's.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.AddJsonLogs();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddStore(connectionString);
        builder.AddMessages(connectionString);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddSingleton<DevelopmentKeys>();
        builder.Services.AddContexts();
        var app = builder.Build();
        app.UseRequestPipeline();
        // In the order in which the document names them.
        var api = app.MapGroup("").WithBindingChecks();
        api.MapCongress();
        api.MapRegister();
        api.MapPapers();
        api.MapProgramme();
        api.MapStatutory();
        api.MapDeliberation();
        api.MapWorldAssembly();
        api.MapForwarding();
        api.MapAccess();
        app.MapHealth();
        app.MapPages();
        app.DenyByDefault();
        return app;
    }

    /// <summary>Checks all that can be configured, without making anything of it.</summary>
    /// <exception cref="OptionsValidationException">Something cannot be meant: each failure is a sentence.</exception>
    public static void Check(IConfiguration configuration)
    {
        using var options = new ServiceCollection().AddSingleton(configuration).AddContexts().BuildServiceProvider();
        try
        {
            options.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (AggregateException several)
        {
            throw new OptionsValidationException(nameof(Summit), typeof(Service),
                several.Flatten().InnerExceptions.OfType<OptionsValidationException>().SelectMany(one => one.Failures));
        }
    }

    /// <summary>Brings the database of a service up to date.</summary>
    /// <returns>What was run.</returns>
    public static async Task<IReadOnlyList<string>> Migrate(this WebApplication app, CancellationToken cancel)
    {
        // Marten takes as long to build as the database to connect to: side by side.
        _ = Task.Run(app.Services.GetRequiredService<IDocumentStore>, cancel);
        var run = await app.Services.GetRequiredService<Migrator>().Run([typeof(Service).Assembly], cancel,
            new OwnedTables(typeof(WolverineOptions), typeof(Service), () =>
                app.Services.GetRequiredService<IWolverineRuntime>().Storage.Admin
                    .MigrateAsync(AutoCreate.CreateOrUpdate)));
        return [.. run, .. await app.Services.GetRequiredService<ProjectionRebuilder>().RebuildListed(cancel)];
    }

    private static IServiceCollection AddContexts(this IServiceCollection services) =>
        services.AddHttp().AddAccess().AddRegister().AddCongress().AddStatutory().AddProgramme().AddPapers()
            .AddDeliberation().AddForwarding().AddWorldAssembly().AddPages();

    // Code is generated ahead: a test keeps what is generated (Internal/Generated) up to date.
    private static void AddMessages(this WebApplicationBuilder builder, string connectionString)
    {
        builder.Services.AddSingleton<DurableMessages>();
        builder.Host.UseWolverine(wolverine =>
        {
            wolverine.ServiceName = "summit";
            wolverine.ApplicationAssembly = typeof(Service).Assembly;
            wolverine.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            // Wolverine takes locks that last as long as a session, and a reset has to undo them: a pool of its own.
            wolverine.PersistMessagesWithPostgresql(
                new NpgsqlConnectionStringBuilder(ConnectionTuning.Tuned(connectionString)) { NoResetOnClose = false }
                    .ConnectionString,
                DurableMessage.Schema);
            wolverine.AutoBuildMessageStorageOnStartup = AutoCreate.None;
            wolverine.Durability.ScheduledJobPollingTime = TimeSpan.FromSeconds(1);
            // A node that has died is replaced within ten seconds.
            wolverine.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(2);
            wolverine.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(6);
            wolverine.Durability.DurabilityMetricsEnabled = false;
            wolverine.Durability.DrainTimeout = TimeSpan.FromSeconds(5);
            // Faults of this service pass, so retries never end: the outbox decides when a delivery is dead.
            wolverine.OnException<Exception>().ScheduleRetryIndefinitely(
                TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
            wolverine.Discovery.DisableConventionalDiscovery();
            wolverine.UseForwarding();
            wolverine.UsePapers();
        }, ExtensionDiscovery.ManualOnly);
    }

    private static void AddStore(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        // Marten logs every statement that fails, such as that of the slower of two owners: its sender gets the
        // exception.
        builder.Logging.AddFilter("Marten.IDocumentStore", LogLevel.None);
        services.AddSingleton(_ => NpgsqlDataSource.Create(ConnectionTuning.Tuned(connectionString)));
        services.AddMarten(provider => new StoreOptions().UseEventStore(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<EventTypes>(),
            provider.GetServices<EventSubscription>(),
            provider.GetRequiredService<AppendSignal>()));
        services.AddSingleton(provider => new EventTypes(provider.GetServices<Category>(), Json.Options));
        services.AddSingleton(provider => new Lazy<IDocumentStore>(provider.GetRequiredService<IDocumentStore>));
        services.AddSingleton<EventStreams>();
        services.AddSingleton<IEventAppender, GroupCommit>();
        services.AddSingleton<AggregateCache>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<AppendSignal>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<AppendListener>(provider, ConnectionTuning.Tuned(connectionString)));
        services.AddSingleton<ProjectionRebuilder>();
        services.AddSingleton<SubscriptionAdmin>();
        services.AddSingleton<HashChain>();
        services.AddSingleton<EventSubscription>(provider => provider.GetRequiredService<HashChain>());
        services.AddSingleton<StoreVerifier>();
        services.AddSingleton<EventImporter>();
        services.AddSingleton<CongressExport>();
        services.AddSingleton<SubscriptionHost>();
        services.AddHostedService(provider => provider.GetRequiredService<SubscriptionHost>());
    }
}
