using Summit.Store;

namespace Summit.Http;

/// <summary>
/// Runs a command: authorize, load, decide, append, respond. One place holds the three attempts, the
/// preconditions and the idempotency key.
/// </summary>
public sealed class CommandExecutor(
    IEventAppender appender,
    AggregateCache aggregates,
    EventStreams streams,
    CommandLimiter limiter,
    ConstraintTranslators constraints,
    ICommandGuard guard,
    IdempotencyStore responses)
{
    private const int AttemptsMax = 3;

    /// <summary>Changes a stream that exists, and responds with its new state.</summary>
    /// <param name="request">The command as it came in.</param>
    /// <param name="category">The category of the stream.</param>
    /// <param name="stream">Its id; where there is no such stream the response is 404.</param>
    /// <param name="decide">The decision; asked again on the new state where another command was quicker.</param>
    /// <param name="respond">The response.</param>
    /// <param name="permission">Whether the caller may, whatever the thing: said before it is looked for.</param>
    /// <param name="authorize">
    /// Whether the caller may, with the thing that there is, beyond the scope of their key, which is always looked at.
    /// </param>
    /// <param name="scope">Where what is done belongs, if not where the thing does.</param>
    public Task<Response<TResponse>> Execute<TState, TEvent, TResponse>(
        CommandRequest request,
        Category<TState, TEvent> category,
        Guid stream,
        Func<TState, Decision<TEvent>> decide,
        Func<TState, TResponse> respond,
        Permission permission = Permission.Granted,
        Func<TState, Permission>? authorize = null,
        Func<TState, Scope>? scope = null)
        where TState : class
        where TEvent : class =>
        Execute(request, category, stream, (_, _) => Task.FromResult(0), (state, _) => decide(state), respond,
            permission, authorize, scope);

    /// <summary>The same, where the decision needs facts of other streams or contexts.</summary>
    /// <param name="request">The command as it came in.</param>
    /// <param name="category">The category of the stream.</param>
    /// <param name="stream">Its id; where there is no such stream the response is 404.</param>
    /// <param name="load">Loads the facts.</param>
    /// <param name="decide">The decision on the state and the facts.</param>
    /// <param name="respond">The response.</param>
    /// <param name="permission">Whether the caller may, whatever the thing.</param>
    /// <param name="authorize">Whether the caller may, with this thing.</param>
    /// <param name="scope">Where what is done belongs, if not where the thing does.</param>
    /// <param name="operations">Rows to be written with the events, such as messages for outside.</param>
    /// <param name="mayBegin">Whether the stream begins with the command where there is none.</param>
    /// <param name="authorizeFacts">Whether the caller may, by the facts.</param>
    /// <param name="alsoAppend">What is appended to other streams in the same commit, where something happens.</param>
    /// <param name="find">
    /// Finds the stream by something else than its id, at each attempt; where it finds none, it may begin with this id.
    /// </param>
    /// <param name="turn">
    /// What stands for the stream while commands on it take turns, where it is found by something else than its id.
    /// </param>
    public Task<Response<TResponse>> Execute<TState, TEvent, TFacts, TResponse>(
        CommandRequest request,
        Category<TState, TEvent> category,
        Guid stream,
        Func<TState, CancellationToken, Task<TFacts>> load,
        Func<TState, TFacts, Decision<TEvent>> decide,
        Func<TState, TResponse> respond,
        Permission permission = Permission.Granted,
        Func<TState, Permission>? authorize = null,
        Func<TState, Scope>? scope = null,
        Func<StreamAppend, IEnumerable<IStorageOperation>>? operations = null,
        bool mayBegin = false,
        Func<CancellationToken, Task<Guid?>>? find = null,
        Func<TFacts, Permission>? authorizeFacts = null,
        Func<TState, TFacts, IEnumerable<StreamAppend>>? alsoAppend = null,
        Guid? turn = null)
        where TState : class
        where TEvent : class =>
        permission != Permission.Granted
            ? Task.FromResult<Response<TResponse>>(request.Problem(permission)!)
            : Run<TResponse>(request, find is null ? stream : turn, async cancel =>
        {
            var id = find is null ? stream : await find(cancel);
            var found = id is null ? null : await aggregates.Find(category, id.Value, long.MaxValue, cancel);
            if (found is null && !mayBegin)
                return Permission.NotFound;
            var (state, version) = found ?? new Versioned<TState>(category.Initial, 0);
            if (found is not null
                    && Permission.ToAct(state, request.By, authorize, scope) is var may and not Permission.Granted)
                return may;
            if (!request.Preconditions.HoldFor(version))
                return CommandResult<TResponse>.VersionChanged(version);
            var facts = await load(state, cancel);
            if (authorizeFacts?.Invoke(facts) is { } forbidden and not Permission.Granted)
                return forbidden;
            var decision = decide(state, facts);
            if (decision.Refused is { } refused)
                return await Guard(request, CongressOf(state)) ?? refused;
            var append = category.Append(id ?? stream, version, state, decision.Events);
            var result = CommandResult<TResponse>.Of(append, state, respond);
            return decision.Events.Count == 0 ? result : result with
            {
                Appends = [append, .. alsoAppend?.Invoke(state, facts) ?? []],
                Operations = [.. operations?.Invoke(append) ?? []],
            };
        });

    /// <summary>Starts a stream and responds with the thing.</summary>
    /// <param name="request">The command as it came in.</param>
    /// <param name="category">The category of the stream.</param>
    /// <param name="stream">Its new id.</param>
    /// <param name="permission">Whether the caller may.</param>
    /// <param name="decide">The decision.</param>
    /// <param name="respond">The response.</param>
    public Task<Response<Created<TResponse>>> Start<TState, TEvent, TResponse>(
        CommandRequest request,
        Category<TState, TEvent> category,
        Guid stream,
        Permission permission,
        Func<Decision<TEvent>> decide,
        Func<TState, Created<TResponse>> respond)
        where TState : class
        where TEvent : class =>
        Start(request, category, stream, _ => Task.FromResult(0), _ => decide(), respond, permission);

    /// <summary>The same, where the decision needs facts of other streams or contexts.</summary>
    /// <param name="request">The command as it came in.</param>
    /// <param name="category">The category of the stream.</param>
    /// <param name="stream">Its new id.</param>
    /// <param name="load">Loads the facts.</param>
    /// <param name="decide">The decision on the facts.</param>
    /// <param name="respond">The response.</param>
    /// <param name="permission">Whether the caller may: said before anything is loaded.</param>
    /// <param name="authorize">Whether the caller may, by the facts.</param>
    /// <param name="alsoAppend">What is appended to other streams in the same commit.</param>
    /// <param name="operations">Rows to be written with the events, such as messages.</param>
    /// <param name="congress">The Congress that it would belong to; null where it would belong to none.</param>
    public Task<Response<Created<TResponse>>> Start<TState, TEvent, TFacts, TResponse>(
        CommandRequest request,
        Category<TState, TEvent> category,
        Guid stream,
        Func<CancellationToken, Task<TFacts>> load,
        Func<TFacts, Decision<TEvent>> decide,
        Func<TState, Created<TResponse>> respond,
        Permission permission = Permission.Granted,
        Func<TFacts, Permission>? authorize = null,
        Func<TFacts, IEnumerable<StreamAppend>>? alsoAppend = null,
        Func<StreamAppend, IEnumerable<IStorageOperation>>? operations = null,
        Func<TFacts, Guid>? congress = null)
        where TState : class
        where TEvent : class =>
        permission != Permission.Granted
            ? Task.FromResult<Response<Created<TResponse>>>(request.Problem(permission)!)
            : Run<Created<TResponse>>(request, null, async cancel =>
        {
            var facts = await load(cancel);
            if (authorize?.Invoke(facts) is { } refusal and not Permission.Granted)
                return refusal;
            var decision = decide(facts);
            if (decision.Refused is { } refused)
                return await Guard(request, congress?.Invoke(facts)) ?? refused;
            var append = category.Append(stream, 0, category.Initial, decision.Events);
            if (Permission.ToAct(append.States[^1], request.By) is var may and not Permission.Granted)
                return may;
            return CommandResult<Created<TResponse>>.Of(append, category.Initial, respond) with
            {
                Appends = [append, .. alsoAppend?.Invoke(facts) ?? []],
                Operations = [.. operations?.Invoke(append) ?? []],
            };
        });

    /// <summary>Writes what an attempt leads to: for commands that change rows and no stream.</summary>
    public Task<Response<TResponse>> Execute<TResponse>(
        CommandRequest request, Func<CancellationToken, Task<CommandResult<TResponse>>> attempt) =>
        Run(request, null, attempt);

    private async Task<Response<TResponse>> Run<TResponse>(
        CommandRequest request, Guid? stream, Func<CancellationToken, Task<CommandResult<TResponse>>> attempt)
    {
        var remembered = responses.Remembered(request);
        // What is remembered needs no stream, and a named version is right or wrong at once; all others wait for the
        // stream, one after another.
        if (remembered is not null || request.Preconditions.NamesVersions)
            stream = null;
        using var turn = await limiter.EnterCaller(request.By.Id, stream, request.Aborted);
        var (result, hasChanged) = (remembered, false);
        if (result is null)
        {
            using var lease = await limiter.EnterStream(stream, request.Aborted);
            (result, hasChanged) = await Attempt(request, attempt);
        }
        if (!hasChanged)
            await limiter.HoldBack(request.Aborted);
        return new Response<TResponse>(result);
    }

    // What a closed Congress takes no more is refused as such, whatever else a slice has to say of it.
    private async Task<Refusal?> Guard(CommandRequest request, Guid? congress) =>
        !request.GoesOnAfterClosing && congress is { } one ? await guard.Refuses(one, request.Aborted) : null;

    private Commit Guarded(CommandRequest request, Commit commit) => request.GoesOnAfterClosing ? commit : commit with
    {
        Operations =
        [
            .. commit.Operations,
            .. commit.Streams.Select(append => CongressOf(append.States[^1])).OfType<Guid>().Distinct()
                .Select(guard.Holds),
        ],
    };

    private static Guid? CongressOf(object thing) => (thing as IScoped)?.Scope.Congress;

    private async Task<(IResult Result, bool HasChanged)> Attempt<TResponse>(
        CommandRequest request, Func<CancellationToken, Task<CommandResult<TResponse>>> attempt)
    {
        for (var attempts = 0; attempts < AttemptsMax; attempts++)
        {
            var result = await attempt(request.Aborted);
            // The database is asked whether there was a response before only where nothing would be written: what is
            // written is held to its key by a constraint.
            if (result.Problem(request) is { } problem)
                return (await responses.Find(request) ?? problem, false);
            var response = result.Stored(request);
            var commit = result.Commit(request, response);
            if (commit.Operations.Count == 0 && commit.Streams.Count == 0)
                return (new StoredResponseResult(
                    response with { Position = await streams.Head(request.Aborted) }), false);
            commit = Guarded(request, commit);
            if (await constraints.Foresee(request.By, commit, request.Aborted) is { } foreseen)
                return (await responses.Find(request) ?? request.Problem(foreseen), false);
            try
            {
                var committed = await appender.Append(commit, request.Aborted);
                constraints.Passed(request.By);
                return (new StoredResponseResult(response with { Position = committed.Position }), true);
            }
            catch (StreamConflictException)
            {
                // Another command was quicker: decide again on what it left, and look at its version again.
            }
            catch (ConstraintException refused)
            {
                if (await responses.Find(request) is { } before)
                    return (before, false);
                if (await constraints.Translate(request.By, refused, commit, request.Aborted) is { } refusal)
                    return (request.Problem(refusal), false);
            }
        }
        return (await responses.Find(request) ?? request.Problem(Problems.TryAgain), false);
    }
}
