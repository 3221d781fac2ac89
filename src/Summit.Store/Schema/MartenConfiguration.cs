using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten;
using Npgsql;
using Weasel.Core;

namespace Summit.Store;

/// <summary>Configures Marten for this store.</summary>
public static class MartenConfiguration
{
    /// <summary>The schema of Marten's tables, and of what the store keeps beside them.</summary>
    public const string Schema = "events";

    /// <summary>
    /// Configures the events of a store: tables, names, JSON and subscriptions. Serving changes no schema;
    /// <see cref="Migrator"/> does.
    /// </summary>
    /// <param name="options">Marten's options.</param>
    /// <param name="database">The database.</param>
    /// <param name="types">The events.</param>
    /// <param name="subscriptions">Who is handed events by Marten's daemon.</param>
    /// <param name="wakeup">Tells the daemon of appends.</param>
    public static StoreOptions UseEventStore(
        this StoreOptions options,
        NpgsqlDataSource database,
        EventTypes types,
        IEnumerable<EventSubscription> subscriptions,
        AppendSignal wakeup)
    {
        options.Connection(database);
        options.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        // The events' JSON is ours to the letter: names in camel case, enums by converters of their own.
        options.UseSystemTextJsonForSerialization(types.Json, EnumStorage.AsInteger, Casing.CamelCase);
        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        // The client gives the recording times: they have to rise with the positions.
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Events.EnableUniqueIndexOnEventId = true;
        options.Events.IgnoreIndex("mt_events_timestamp");
        types.Register(options.Events);
        // Marten loads this type with every page, whatever a subscription wants. Under Marten's own name for it, a
        // foreign row that cannot be read would stop every subscription, the hash chain too.
        options.Events.MapEventType(typeof(Archived), "jasperfx.archived");
        // By default Marten drops silently what it cannot read or apply.
        foreach (var errors in (ErrorHandlingOptions[])[options.Projections.Errors, options.Projections.RebuildErrors])
            (errors.SkipApplyErrors, errors.SkipSerializationErrors, errors.SkipUnknownEvents) = (false, false, false);
        // By the subscriptions' host, under its leases.
        options.Projections.AsyncMode = DaemonMode.ExternallyManaged;
        options.Projections.StopAndDrainTimeout = TimeSpan.FromSeconds(2);
        options.Projections.Wakeup = wakeup;
        foreach (var subscription in subscriptions)
            options.Events.Subscribe(subscription);
        return options;
    }
}
