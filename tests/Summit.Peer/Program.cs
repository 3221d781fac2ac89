using JasperFx;
using JasperFx.CodeGeneration;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Npgsql;
using Summit.Peer;
using Wolverine;
using Wolverine.Http;
using Wolverine.Marten;
using Wolverine.Runtime;

// What the service is measured against: five of its routes as users of Wolverine and Marten write them, at the best
// settings of both. No authentication, no idempotency, no register.
// Databases are brought up to date by themselves, not at every start.
var create = args is ["create"];
var builder = WebApplication.CreateSlimBuilder(args);
var database = new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString("Summit"))
{
    MaxAutoPrepare = 100, AutoPrepareMinUsages = 2, NoResetOnClose = true,
    MaxPoolSize = builder.Configuration.GetValue("Peer:Connections", 24),
}.ConnectionString;
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddMarten(marten =>
{
    marten.Connection(database);
    marten.DatabaseSchemaName = "peer";
    marten.DisableNpgsqlLogging = true;
    marten.Events.AppendMode = EventAppendMode.Quick;
    marten.Events.UseIdentityMapForAggregates = true;
    if (builder.Configuration.GetValue("Peer:Remembered", 0) is > 0 and var remembered)
    {
        marten.Events.CacheAggregatesForWriting<Session>(remembered);
        marten.Events.CacheAggregatesForWriting<Recommendation>(remembered);
    }
    marten.Projections.Snapshot<Session>(SnapshotLifecycle.Inline);
    marten.Projections.Snapshot<Recommendation>(SnapshotLifecycle.Inline);
    marten.Projections.Add(new Occupancy(), ProjectionLifecycle.Inline);
    marten.AutoCreateSchemaObjects = create ? AutoCreate.CreateOrUpdate : AutoCreate.None;
}).UseLightweightSessions().IntegrateWithWolverine();
builder.Services.AddWolverineHttp();
builder.Services.AddWolverine(ExtensionDiscovery.ManualOnly, wolverine =>
{
    wolverine.ApplicationAssembly = typeof(Session).Assembly;
    wolverine.CodeGeneration.TypeLoadMode = args is ["codegen", ..] ? TypeLoadMode.Dynamic : TypeLoadMode.Static;
    wolverine.Durability.Mode = DurabilityMode.Solo;
    wolverine.AutoBuildMessageStorageOnStartup = create ? AutoCreate.CreateOrUpdate : AutoCreate.None;
    wolverine.Policies.AutoApplyTransactions();
    wolverine.Policies.UseDurableLocalQueues();
});
var app = builder.Build();
app.MapWolverineEndpoints();
app.MapGet("/health/ready", (IQuerySession marten) => marten.QueryAsync<int>("select 1"));
switch (args)
{
    case ["create"]:
        await Occupancy.Create(database);
        await app.Services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await app.Services.GetRequiredService<IWolverineRuntime>().Storage.Admin.MigrateAsync();
        return 0;
    case ["codegen", ..]:
        return await app.RunJasperFxCommands(args);
    default:
        await app.RunAsync();
        return 0;
}
