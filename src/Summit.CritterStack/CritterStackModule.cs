using JasperFx;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Summit.EventStore;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Postgresql;
using IEventStore = Summit.EventStore.IEventStore;

namespace Summit.CritterStack;

/// <summary>Events on Marten, and the reminders of the outbox on Wolverine.</summary>
public static class CritterStackModule
{
    private const string Schema = "wolverine";
    private const int LooksAtOnce = 4;

    // Longer than a look takes that begins nothing after its first minute.
    private static readonly TimeSpan LookMax = TimeSpan.FromMinutes(5);

    // A reminder that was kept and could not be handed on is taken up again after this.
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Adds the engine. Whoever calls this adds an <see cref="ISender"/>, and calls it before what appends is added:
    /// hosted services start in that order.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="connectionString">The database. Wolverine keeps its tables there in a schema of its own.</param>
    public static IServiceCollection AddCritterStack(this IServiceCollection services, string connectionString)
    {
        services.AddWolverine(ExtensionDiscovery.ManualOnly, wolverine =>
        {
            wolverine.ServiceName = "summit";
            wolverine.ApplicationAssembly = typeof(CritterStackModule).Assembly;
            wolverine.Discovery.DisableConventionalDiscovery().IncludeType(typeof(OutboxDueHandler));
            wolverine.UseRuntimeCompilation();
            wolverine.PersistMessagesWithPostgresql(connectionString, Schema);
            wolverine.AutoBuildMessageStorageOnStartup = AutoCreate.CreateOrUpdate;
            wolverine.LocalQueueFor<OutboxDue>().UseDurableInbox().MaximumParallelMessages(LooksAtOnce);
            wolverine.DefaultExecutionTimeout = LookMax;
            wolverine.Durability.InboxStaleTime = StaleAfter;
            // Never to the dead letters: the outbox is what knows when to give up.
            wolverine.OnException<Exception>().ScheduleRetryIndefinitely(
                TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
        });
        services.AddSingleton<Reminders>();
        services.AddSingleton<IEventStore>(provider => new CritterStackEventStore(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<EventCodec>(),
            provider.GetServices<IInlineProjection>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<Reminders>()));
        return services;
    }
}
