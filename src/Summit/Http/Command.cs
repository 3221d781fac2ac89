using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Summit.Store;
using Summit.Kernel;

namespace Summit.Http;

/// <summary>
/// A command as it came in: its body, who sends it, and what they saw. Handed to a slice, which answers with one call:
/// <c>On</c> a stream, <c>Start</c> a stream, or <c>Write</c> several.
/// </summary>
/// <typeparam name="TBody">The body; <see cref="NoBody"/> where there is none to say.</typeparam>
public sealed class CommandRequest<TBody> : CommandRequest, IEndpointParameterMetadataProvider where TBody : class
{
    private CommandRequest(HttpContext http) : base(http)
    {
    }

    /// <summary>What is asked.</summary>
    public TBody Body { get; private set; } = null!;

    public static async ValueTask<CommandRequest<TBody>> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        var command = new CommandRequest<TBody>(http);
        var body = await command.ReadEnvelope(typeof(TBody) == typeof(NoBody));
        if (command.Problem is not null)
            return command;
        var (value, errors) = JsonBody.Read<TBody>(body);
        if (value is not null)
            command.Body = value;
        else
            command.Problem = Problem.Malformed(http, errors);
        return command;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new AcceptsMetadata(["application/json"], typeof(TBody), isOptional: typeof(TBody) == typeof(NoBody)));
}

/// <summary>A command without anything to say beyond its route.</summary>
public sealed record NoBody;

/// <summary>What commands share whatever their body.</summary>
public abstract class CommandRequest(HttpContext http) : IHasBindingProblem
{
    private const int AttemptsMax = 3;

    /// <inheritdoc/>
    public Problem? Problem { get; protected set; }

    /// <summary>Who sends it.</summary>
    public Actor By { get; } = http.Actor();

    /// <summary>When it came in.</summary>
    public DateTimeOffset Now { get; } = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    private readonly IEventAppender appender = http.RequestServices.GetRequiredService<IEventAppender>();
    private readonly AggregateCache states = http.RequestServices.GetRequiredService<AggregateCache>();
    private readonly CommandLimiter turns = http.RequestServices.GetRequiredService<CommandLimiter>();
    private readonly ConstraintTranslators meanings = http.RequestServices.GetRequiredService<ConstraintTranslators>();
    private readonly IdempotencyStore answers = http.RequestServices.GetRequiredService<IdempotencyStore>();

    private string? idempotencyKey;
    private byte[] fingerprint = [];
    private long? seen;

    /// <summary>Reads what came in, and the headers that go with any command; notes what is wrong with them.</summary>
    /// <returns>The body.</returns>
    protected async Task<ReadOnlyMemory<byte>> ReadEnvelope(bool mayBeEmpty)
    {
        var envelope = await Envelope.Read(http, mayBeEmpty);
        (idempotencyKey, fingerprint, seen, Problem) =
            (envelope.IdempotencyKey, envelope.Fingerprint, envelope.ExpectedVersion, envelope.Problem);
        return envelope.Body;
    }

    /// <summary>Decides on one stream, appends what is decided, and answers with the thing as it then stands.</summary>
    /// <param name="kind">The kind of stream.</param>
    /// <param name="id">Its id.</param>
    /// <param name="decide">The decision; asked again on the new state where somebody was quicker.</param>
    /// <param name="show">What is answered.</param>
    public Task<IResult> On<TState, TEvent>(
        Category<TState, TEvent> kind,
        Guid id,
        Func<TState, Decision<TEvent>> decide,
        Func<TState, object> show)
        where TState : class
        where TEvent : class =>
        On(kind, id, state => Task.FromResult(decide(state)), show);

    /// <summary>The same, where the decision needs facts from elsewhere.</summary>
    /// <param name="kind">The kind of stream.</param>
    /// <param name="id">Its id.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="show">What is answered.</param>
    /// <param name="location">Where the new thing within the stream is found; null where it is no new thing.</param>
    /// <param name="effects">Rows to be written with the events, such as messages for outside.</param>
    public async Task<IResult> On<TState, TEvent>(
        Category<TState, TEvent> kind,
        Guid id,
        Func<TState, Task<Decision<TEvent>>> decide,
        Func<TState, object> show,
        Func<TState, string>? location = null,
        Func<StreamAppend, IEnumerable<IStorageOperation>>? effects = null)
        where TState : class
        where TEvent : class
    {
        // Who has seen a version is right or wrong at once; all others are, one after another.
        // An answer that is remembered needs no turn on the stream.
        var stream = seen is null && Remembered is null ? id : default(Guid?);
        using var turn = await turns.Wait(By.Id, stream, http.RequestAborted);
        return await WriteInTurn(async cancel =>
        {
            if (await states.Find(kind, id, long.MaxValue, cancel) is not var (state, version))
                return NotFound();
            if (state is IScoped scoped && !By.HasScope(scoped.Congress, scoped.Track))
                return Forbidden();
            if (seen is not null && seen != version)
                return CommandResult.Of(Problem.Of(Problems.VersionChanged, StatusCodes.Status412PreconditionFailed, http));
            var decision = await decide(state);
            if (decision.Refused is { } refused)
                return Refused(refused);
            if (decision.Events.Count == 0)
                return new CommandResult([], show(state), version);
            var append = kind.Append(id, version, state, decision.Events);
            var after = (TState)append.States[^1];
            return new CommandResult([append], show(after), version + append.Events.Count, location?.Invoke(after))
            {
                Operations = [.. effects?.Invoke(append) ?? []],
            };
        });
    }

    /// <summary>Starts a stream with what is decided and answers 201 with the thing.</summary>
    /// <param name="kind">The kind of stream.</param>
    /// <param name="id">The id of the new stream.</param>
    /// <param name="congress">The Congress it will belong to; null where it belongs to none.</param>
    /// <param name="track">The track it will belong to; null where it belongs to none.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="location">Where the new thing is found.</param>
    /// <param name="show">What is answered.</param>
    public Task<IResult> Start<TState, TEvent>(
        Category<TState, TEvent> kind,
        Guid id,
        Guid? congress,
        Track? track,
        Func<TState, Task<Decision<TEvent>>> decide,
        Func<TState, string> location,
        Func<TState, object> show)
        where TState : class
        where TEvent : class =>
        Write(async _ =>
        {
            if (!By.HasScope(congress, track))
                return Forbidden();
            var decision = await decide(kind.Initial);
            if (decision.Refused is { } refused)
                return Refused(refused);
            var append = kind.Append(id, 0, kind.Initial, decision.Events);
            var after = (TState)append.States[^1];
            return new CommandResult([append], show(after), append.Events.Count, location(after));
        });

    /// <summary>
    /// Writes what an attempt leads to, with the answer under the caller's key; where somebody was quicker, attempts
    /// again, at most three times. For commands on several streams; the others end here too.
    /// </summary>
    public async Task<IResult> Write(Func<CancellationToken, Task<CommandResult>> attempt)
    {
        using var turn = await turns.Wait(By.Id, null, http.RequestAborted);
        return await WriteInTurn(attempt);
    }

    private async Task<IResult> WriteInTurn(Func<CancellationToken, Task<CommandResult>> attempt)
    {
        var cancel = http.RequestAborted;
        if (Remembered is { } known)
        {
            await turns.HoldBack(cancel);
            return Again(known);
        }
        for (var attempts = 0; attempts < AttemptsMax; attempts++)
        {
            var outcome = await attempt(cancel);
            // The database is asked whether it was answered before only where it would not be written: what is written
            // is held to its key by a constraint.
            if (outcome.Problem is { } problem)
                return await Before(cancel) ?? problem;
            var answer = outcome.Answer(By.Id, idempotencyKey, fingerprint, outcome.Shown);
            if (outcome.Appends.Count == 0 && outcome.Operations.Count == 0 && idempotencyKey is null)
                return new StoredResponseResult(answer);
            var commit = new Commit(new EventMetadata(By.Id, http.TraceIdentifier), outcome.Appends)
            {
                Operations = idempotencyKey is null
                    ? outcome.Operations
                    : [.. outcome.Operations, Kept(outcome, answer)],
            };
            if (await meanings.Foresee(By.Id, commit, cancel) is { } foreseen)
            {
                await turns.HoldBack(cancel);
                return await Before(cancel) ?? Problem.Of(foreseen, http);
            }
            try
            {
                var committed = await appender.Append(commit, cancel);
                meanings.Passed(By.Id);
                return new StoredResponseResult(answer with { Position = committed.Position });
            }
            catch (StreamConflictException) when (seen is not null)
            {
                return await Before(cancel)
                    ?? Problem.Of(Problems.VersionChanged, StatusCodes.Status412PreconditionFailed, http);
            }
            catch (StreamConflictException)
            {
                // Somebody was quicker: decide again on what they left.
            }
            catch (ConstraintException refused)
            {
                if (await Before(cancel) is { } given)
                    return given;
                if (await meanings.Translate(By.Id, refused, commit, cancel) is { } refusal)
                    return Problem.Of(refusal, http);
            }
        }
        return await Before(cancel) ?? Problem.Of(Problems.TryAgain, StatusCodes.Status409Conflict, http);
    }

    private IdempotentResponse? Remembered =>
        idempotencyKey is null ? null : answers.Remembered(By.Id, idempotencyKey);

    // The same command may be under way twice: what the other one changed must not be held against this one, so the
    // answer is looked for again before anything is refused.
    private async Task<IResult?> Before(CancellationToken cancel) =>
        idempotencyKey is not null && await answers.Find(By.Id, idempotencyKey, cancel) is { } before
            ? Again(before)
            : null;

    private IResult Again(IdempotentResponse before) => before.Fingerprint.AsSpan().SequenceEqual(fingerprint)
        ? new StoredResponseResult(before)
        : Problem.Of(Problems.KeyReused, StatusCodes.Status422UnprocessableEntity, http);

    /// <summary>A rule refuses.</summary>
    public CommandResult Refused(Refusal refusal) => CommandResult.Of(Problem.Of(refusal, http));

    /// <summary>What is asked lies outside the scope of the caller's key.</summary>
    public CommandResult Forbidden() => CommandResult.Of(Problem.Of(Problems.Forbidden, StatusCodes.Status403Forbidden, http));

    /// <summary>There is no such thing, or the caller may not know of it.</summary>
    public CommandResult NotFound() => CommandResult.Of(Problem.Of(Problems.NotFound, StatusCodes.Status404NotFound, http));

    private IdempotentResponse Kept(CommandResult outcome, IdempotentResponse answer) => outcome.Kept is null
        ? answer
        : outcome.Answer(By.Id, idempotencyKey, fingerprint, outcome.Kept);
}
