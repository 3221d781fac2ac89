using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Metadata;
using Summit.Store;

namespace Summit.Http;

/// <summary>A command as it came in: what is asked, who asks, and of which version.</summary>
/// <typeparam name="TCommand">The command; where it needs no property, the body may be empty.</typeparam>
public sealed class CommandRequest<TCommand> : CommandRequest, IEndpointParameterMetadataProvider where TCommand : class
{
    private static readonly PropertyInfo[] Properties = typeof(TCommand).GetProperties();

    // As the serializer has it, which is not asked: it would look into all commands when the service starts.
    private static readonly bool MayBeEmpty =
        typeof(TCommand).GetConstructors().SelectMany(made => made.GetParameters()).All(one => one.HasDefaultValue)
        && !Properties.Any(property => property.IsDefined(typeof(RequiredMemberAttribute)));

    private CommandRequest(HttpContext http, Envelope envelope) : base(http, envelope)
    {
    }

    /// <summary>What is asked.</summary>
    public TCommand Command { get; private set; } = null!;

    public static async ValueTask<CommandRequest<TCommand>> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var envelope = await Envelope.Read(http, MayBeEmpty);
        var request = new CommandRequest<TCommand>(http, envelope);
        // A body is not looked into that is none, or that is not to be sent so.
        if (envelope.Problem is { Errors: null })
            return request;
        var (command, errors) = JsonBody.Read<TCommand>(envelope.Body);
        if (command is not null)
            request.Command = command;
        else
            request.BindingProblem = Http.Problem.Both(envelope.Problem, Http.Problem.Malformed(http, errors));
        return request;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(
            ["application/json"], Properties.Length == 0 ? typeof(NoBody) : typeof(TCommand), isOptional: MayBeEmpty));
}

/// <summary>A command without anything to say beyond its route.</summary>
public sealed record NoBody;

/// <summary>What requests share whatever their command.</summary>
public abstract class CommandRequest : IHasBindingProblem
{
    private readonly HttpContext http;

    internal CommandRequest(HttpContext http, Envelope envelope)
    {
        this.http = http;
        By = http.Actor();
        // A response says what is read later.
        Now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToMicroseconds();
        (IdempotencyKey, Fingerprint, Preconditions, BindingProblem) =
            (envelope.IdempotencyKey, envelope.Fingerprint, envelope.Preconditions!, envelope.Problem);
    }

    /// <inheritdoc/>
    public Problem? BindingProblem { get; protected set; }

    /// <summary>Who asks.</summary>
    public Actor By { get; }

    /// <summary>When it came in.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Whether it goes on after its Congress is closed.</summary>
    internal bool GoesOnAfterClosing => http.GetEndpoint()?.Metadata.GetMetadata<GoesOnAfterClosing>() is not null;

    /// <summary>What the caller asks of the present version.</summary>
    internal Preconditions Preconditions { get; }

    /// <summary>The caller's key for it; null where they gave none.</summary>
    internal string? IdempotencyKey { get; }

    /// <summary>SHA-256 of the request: another request under the same key has another.</summary>
    internal byte[] Fingerprint { get; }

    /// <summary>What its events have in common with its traces.</summary>
    internal string Correlation => http.TraceIdentifier;

    /// <summary>The caller has gone.</summary>
    internal CancellationToken Aborted => http.RequestAborted;

    internal Problem Problem(Rule problem) => Http.Problem.Of(problem, http);

    internal Problem Changed(long version) => Http.Problem.Changed(version, http);

    internal Problem Problem(Refusal refusal) => Http.Problem.Of(refusal, http);

    internal Problem? Problem(Permission permission) => Http.Problem.Of(permission, http);
}
