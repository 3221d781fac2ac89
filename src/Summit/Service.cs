using Npgsql;
using Summit.Access;
using Summit.Congress;
using Summit.Deliberation;
using Summit.EventStore;
using Summit.Forwarding;
using Summit.Http;
using Summit.Kernel;
using Summit.Operations;
using Summit.Papers;
using Summit.Programme;
using Summit.Register;
using Summit.Statutory;
using Summit.WorldAssembly;

namespace Summit;

/// <summary>Puts the service together: contexts, store, edge. The one place that knows all of them.</summary>
public static class Service
{
    /// <summary>Where it listens unless it is told otherwise.</summary>
    public const string DefaultAddress = "http://localhost:5080";

    private const long BodyBytesMax = 1024 * 1024;

    /// <summary>The configuration, as ASP.NET reads it.</summary>
    /// <remarks>
    /// Once: nothing of it is looked at again later, and watching the folder for changes takes time whenever any file
    /// in it is written.
    /// </remarks>
    public static WebApplicationBuilder Configure(string[] args) =>
        WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);

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
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddStore(connectionString);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddEdge();
        builder.Services.AddSingleton<DevelopmentKeys>();
        builder.Services.AddAccess().AddRegister().AddCongress().AddStatutory().AddProgramme().AddPapers()
            .AddDeliberation().AddForwarding().AddWorldAssembly();
        var app = builder.Build();
        app.UseEdge();
        app.MapHealth();
        var api = app.MapGroup("").WithEdge();
        api.MapAccess();
        api.MapRegister();
        api.MapCongress();
        api.MapStatutory();
        api.MapProgramme();
        api.MapPapers();
        api.MapDeliberation();
        api.MapForwarding();
        api.MapWorldAssembly();
        app.DenyByDefault();
        return app;
    }

    /// <summary>Brings the database of a service up to date.</summary>
    /// <returns>The files that were run.</returns>
    public static Task<IReadOnlyList<string>> Migrate(this WebApplication app, CancellationToken cancel) =>
        new Migrator(app.Services.GetRequiredService<NpgsqlDataSource>())
            .Run([typeof(Migrator).Assembly, typeof(Service).Assembly], cancel);

    private static void AddStore(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        services.AddSingleton(_ => NpgsqlDataSource.Create(Connections.Tuned(connectionString)));
        services.AddSingleton(provider =>
            new EventCodec(provider.GetServices<StreamKind>(), Json.Options));
        Engines.Add(builder, connectionString);
        services.AddSingleton<StreamStates>();
        services.AddSingleton<Turns>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<Listener>(provider, Connections.Tuned(connectionString)));
        services.AddSingleton<Outbox>();
        services.AddSingleton<Replay>();
        services.AddSingleton<StoreCheck>();
        services.AddSingleton<Readers>();
        services.AddSingleton<Chain>();
        services.AddSingleton<Import>();
        services.AddSingleton<Transfer>();
        services.AddSingleton<ISubscriber>(provider => provider.GetRequiredService<Chain>());
        services.AddSingleton<Subscriptions>();
        services.AddHostedService(provider => provider.GetRequiredService<Subscriptions>());
    }
}
