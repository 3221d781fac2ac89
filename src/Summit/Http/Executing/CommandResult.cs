using Summit.Store;

namespace Summit.Http;

/// <summary>
/// What an attempt at a command leads to: streams to append to and the response, or a reason why not.
/// </summary>
/// <param name="Appends">What is appended; nothing where all is already so.</param>
/// <param name="Response">The new state, as the caller sees it.</param>
/// <param name="Version">The version of its stream, its ETag; null where the thing has no stream.</param>
public sealed record CommandResult<TResponse>(
    IReadOnlyList<StreamAppend> Appends, TResponse? Response, long? Version = null)
{
    private Permission permission;
    private Refusal? refusal;
    private long? changedTo;

    /// <summary>The caller did not see the present version, which is this one.</summary>
    public static CommandResult<TResponse> VersionChanged(long version) => new([], default) { changedTo = version };

    /// <summary>Rows of the same transaction.</summary>
    public IReadOnlyList<IStorageOperation> Operations { get; init; } = [];

    /// <summary>The body that is kept under the caller's key; null where it is the response's own.</summary>
    public object? KeptBody { get; init; }

    public static implicit operator CommandResult<TResponse>(Permission permission) =>
        new([], default) { permission = permission };

    public static implicit operator CommandResult<TResponse>(Refusal refusal) => new([], default) { refusal = refusal };

    /// <summary>What is appended to one stream, and the response from the state that it then has.</summary>
    public static CommandResult<TResponse> Of<TState>(
        StreamAppend append, TState before, Func<TState, TResponse> respond)
        where TState : class =>
        new(append.Events.Count == 0 ? [] : [append],
            respond(append.States is [.., var after] ? (TState)after : before),
            append.ExpectedVersion + append.Events.Count);

    internal Problem? Problem(CommandRequest request) =>
        refusal is not null ? request.Problem(refusal)
        : changedTo is { } version ? request.Changed(version)
        : request.Problem(permission);

    internal IdempotentResponse Stored(CommandRequest request) =>
        Stored(request, Response is ICreated { Body: var body } ? body : Response);

    internal Commit Commit(CommandRequest request, IdempotentResponse response) =>
        new(new EventMetadata(request.By.Id, request.Correlation, DecidedAt: request.Now), Appends)
        {
            Operations = request.IdempotencyKey is null
                ? Operations
                : [.. Operations, KeptBody is null ? response : Stored(request, KeptBody)],
        };

    private IdempotentResponse Stored(CommandRequest request, object? body)
    {
        var location = HasChanged ? (Response as ICreated)?.Location : null;
        var headers = new Dictionary<string, string>();
        if (Version is { } version)
            headers["ETag"] = ETag.Of(version);
        if (location is not null)
            headers["Location"] = location;
        return StoredResponseResult.Of(
            request, location is null ? StatusCodes.Status200OK : StatusCodes.Status201Created, headers, body);
    }

    private bool HasChanged => Appends.Count > 0 || Operations.Count > 0;
}

/// <summary>A response with a new thing: 201 with its address; 200 without one where it is not new.</summary>
/// <param name="Body">The thing.</param>
/// <param name="Location">Its address; null where it is known already.</param>
public sealed record Created<T>(T Body, string? Location) : ICreated
{
    object ICreated.Body => Body!;
}

internal interface ICreated
{
    object Body { get; }

    string? Location { get; }
}
