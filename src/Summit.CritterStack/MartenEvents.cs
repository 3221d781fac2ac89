using System.Data;
using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using Marten.Services.Json.Transformations;
using Npgsql;
using Summit.EventStore;
using Weasel.Postgresql;
using Step = Summit.EventStore.Step;

namespace Summit.CritterStack;

/// <summary>
/// Marten on the event tables of this service. The tables are the migrator's; of all that Marten has beside them, only
/// the function through which it appends is needed, and it is created at the first append.
/// </summary>
internal sealed class MartenEvents : IDisposable
{
    private const string AppendFunction = "mt_quick_append_events";

    private readonly NpgsqlDataSource database;
    private readonly Dictionary<string, string> kinds;
    private readonly EventCodec codec;
    private readonly DocumentStore store;
    private readonly SemaphoreSlim creating = new(1);
    private volatile bool ready;

    public MartenEvents(NpgsqlDataSource database, EventCodec codec)
    {
        this.database = database;
        this.codec = codec;
        kinds = codec.All.ToDictionary(e => e.Wire, e => e.Kind.Name);
        store = new DocumentStore(Options(database, codec));
        // Where a save fails, Marten appends tombstones for the numbers lost, or at least a stream to hold them, in a
        // transaction of its own without the lock. No numbers are lost here, and what fails must leave nothing.
        store.Events.Dispose();
    }

    /// <summary>Sees to it that Marten can append.</summary>
    public async ValueTask Ready(CancellationToken cancel)
    {
        if (ready)
            return;
        await creating.WaitAsync(cancel);
        try
        {
            if (!ready)
                await Create(cancel);
            ready = true;
        }
        finally
        {
            creating.Release();
        }
    }

    /// <summary>Writes the events of a commit, under the lock.</summary>
    /// <exception cref="InvalidOperationException">They did not come to stand at their places.</exception>
    public async Task Append(NpgsqlTransaction transaction, About about, Placed placed, CancellationToken cancel)
    {
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.LastModifiedBy = about.Actor;
        session.CorrelationId = about.Correlation;
        session.CausationId = about.Causation;
        var written = new List<(IEvent Event, Step Step)>();
        foreach (var change in placed.Changes)
        {
            var events = change.Steps.Select(step => Event(step, about)).ToArray();
            written.AddRange(events.Zip(change.Steps));
            session.Events.Append(change.Stream, change.Steps[^1].Version, events);
        }
        await session.SaveChangesAsync(cancel);
        foreach (var (e, step) in written)
        {
            if (e.Sequence != step.Position)
                throw new InvalidOperationException(
                    $"Event {step.Id} came to stand at {e.Sequence}, not at {step.Position}: "
                    + "somebody takes numbers without the lock.");
        }
    }

    /// <summary>Reads a stream as far as it had come at a position.</summary>
    /// <exception cref="InvalidOperationException">An event cannot be read.</exception>
    public async Task<Slice> Read(Guid stream, long upTo, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var events = await Reading(session.Events.FetchStreamAsync(stream, token: cancel));
        return new Slice(stream, [.. events.Where(e => e.Sequence <= upTo).Select(Recorded)]);
    }

    public void Dispose()
    {
        store.Dispose();
        creating.Dispose();
    }

    private static StoreOptions Options(NpgsqlDataSource database, EventCodec codec)
    {
        var options = new StoreOptions
        {
            DatabaseSchemaName = "events",
            AutoCreateSchemaObjects = AutoCreate.None,
            DisableNpgsqlLogging = true,
        };
        options.Connection(database);
        options.Serializer(new EventJson(codec));
        // Every statement stands in a transaction of ours: tried again on its own it could only fail again.
        options.ConfigurePolly(_ => { });
        options.ConfigureWritePolly(_ => { });
        // Despite its name the mode in which the client gives the times: they have to rise with the positions.
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true;
        foreach (var (wire, type, _) in codec.All)
            options.Events.MapEventType(type, wire);
        // Marten only has to know that they are events: the codec reads them as what they are now.
        foreach (var past in codec.Kinds.SelectMany(kind => kind.Upcasts))
            options.Events.Upcast(past.Type, past.Wire,
                new JsonTransformation((json, row, column) => json.FromJson(past.Type, row, column)));
        return options;
    }

    // Under the lock of the appends: two services that start together create it one after the other.
    private async Task Create(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        var sql = new SqlBatch(connection);
        sql.Add("select pg_advisory_xact_lock($1)", PostgresEventStore.AppendLock);
        await sql.Execute(cancel);
        var function = store.Storage.Database.AllObjects().Single(known => known.Identifier.Name == AppendFunction);
        await function.ApplyChangesAsync(connection, cancel);
        await transaction.CommitAsync(cancel);
    }

    private IEvent Event(Step step, About about)
    {
        var written = store.Events.BuildEvent(step.Data);
        (written.Id, written.Timestamp) = (step.Id, step.RecordedAt);
        // Never null: that would be written as JSON's null, which is no object.
        written.Headers = about.Reason is { } reason ? new() { ["reason"] = reason } : [];
        return written;
    }

    private static async Task<IReadOnlyList<IEvent>> Reading(Task<IReadOnlyList<IEvent>> reading)
    {
        try
        {
            return await reading;
        }
        catch (Exception broken) when (broken is UnknownEventTypeException or EventDeserializationFailureException)
        {
            var why = broken.InnerException as InvalidOperationException ?? broken;
            throw new InvalidOperationException(why.Message, broken);
        }
    }

    private RecordedEvent Recorded(IEvent e)
    {
        var reason = e.Headers?.GetValueOrDefault("reason")?.ToString();
        var about = new About(e.UserName ?? string.Empty, e.CorrelationId, e.CausationId, reason);
        var wire = codec.Now(e.EventTypeName);
        return new RecordedEvent(e.Sequence, e.Id, e.StreamId, e.Version, kinds[wire], wire, e.Data, e.Timestamp,
            about);
    }
}
