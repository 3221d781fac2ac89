using System.Diagnostics;
using NpgsqlTypes;
using Summit.Store;
using Wolverine;
using Wolverine.Runtime;
using Wolverine.Runtime.Serialization;
using Wolverine.Transports.Local;
using Wolverine.Transports.Sending;

namespace Summit.Http;

/// <summary>Puts messages beside the events of a command, so that neither is kept without the other.</summary>
public sealed class DurableMessages(IWolverineRuntime wolverine)
{
    /// <summary>The rows that keep a message in its queue's inbox.</summary>
    /// <exception cref="InvalidOperationException">Its queue is not a durable local one.</exception>
    public IEnumerable<DurableMessage> Keep(object message) => wolverine
        .RoutingFor(message.GetType()).RouteForPublish(message, null)
        .Select(envelope =>
        {
            envelope.ParentId = Activity.Current?.Id;
            envelope.OwnerId = wolverine.DurabilitySettings.AssignedNodeNumber;
            return new DurableMessage(
                envelope, wolverine.Endpoints.GetOrBuildSendingAgent(envelope.Destination!));
        });
}

/// <summary>
/// A message in Wolverine's inbox, written in the transaction of a commit and handled on this node after it. It belongs
/// to this node: others recover it within seconds of the node's death, and none while it is being handled. A node that
/// is frozen counts as dead, so a message may be handled twice: handlers have to be idempotent.
/// </summary>
public sealed class DurableMessage : IStorageOperation
{
    /// <summary>The schema of Wolverine's tables.</summary>
    public const string Schema = "wolverine";

    private static readonly BulkTable Table = new($"{Schema}.wolverine_incoming_envelopes",
        ("body", NpgsqlDbType.Bytea), ("id", NpgsqlDbType.Uuid), ("status", NpgsqlDbType.Text),
        ("owner_id", NpgsqlDbType.Integer), ("message_type", NpgsqlDbType.Text), ("received_at", NpgsqlDbType.Text));

    private readonly Wolverine.Envelope envelope;
    private readonly ISendingAgent queue;
    private readonly byte[] body;

    internal DurableMessage(Wolverine.Envelope envelope, ISendingAgent queue)
    {
        if (queue is not { IsDurable: true, Endpoint: LocalQueue })
            throw new InvalidOperationException($"{queue.Destination} is not a durable local queue.");
        (this.envelope, this.queue) = (envelope, queue);
        body = EnvelopeSerializer.Serialize(envelope);
    }

    /// <summary>The row's id.</summary>
    internal Guid Id => envelope.Id;

    /// <inheritdoc/>
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.AddRow(Table,
        body, envelope.Id, nameof(EnvelopeStatus.Incoming), envelope.OwnerId, envelope.MessageType,
        envelope.Destination!.ToString());

    /// <inheritdoc/>
    public void AfterCommit() => _ = queue.EnqueueOutgoingAsync(envelope).AsTask();
}
