using Summit.Http;
using Summit.Store;

namespace Summit.Register;

/// <summary>Joins entries of one kind: decides, and has each part of the service hand over what is not over.</summary>
internal sealed class EntryJoin<T>(IEnumerable<IJoinFollower<T>> followers)
    where T : class, IRegisterEntry
{
    /// <summary>What an attempt at a join leads to.</summary>
    /// <param name="request">The command.</param>
    /// <param name="id">The entry that is joined.</param>
    /// <param name="into">The one that stays.</param>
    /// <param name="find">Finds both.</param>
    /// <param name="decide">Decides on the joined entry that follows; none where it is so already.</param>
    /// <param name="write">The rows of the entry as it was and the one that follows.</param>
    /// <param name="respond">The response, with what cannot be taken over.</param>
    /// <param name="keep">What is kept of it under the caller's key.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<CommandResult<TJoin>> Of<TJoin>(
        CommandRequest request, Guid id, Guid into,
        Func<IEnumerable<Guid>, CancellationToken, Task<IReadOnlyDictionary<Guid, T>>> find,
        Func<T, T?, Decision<T>> decide, Func<T, T, IStorageOperation> write,
        Func<T, IReadOnlyList<Conflict>, TJoin> respond, Func<TJoin, TJoin> keep, CancellationToken cancel)
        where TJoin : class
    {
        // It changes what both take part in, in whatever Congress.
        if (!request.By.IsUnlimited)
            return Permission.Forbidden;
        var found = await find([id, into], cancel);
        if (found.GetValueOrDefault(id) is not { } entry)
            return Permission.NotFound;
        if (!request.Preconditions.HoldFor(entry.Version))
            return CommandResult<TJoin>.VersionChanged(entry.Version);
        var decision = decide(entry, found.GetValueOrDefault(into));
        if (decision.Refused is { } refused)
            return refused;
        var takeovers = await Task.WhenAll(
            followers.Select(part => part.Follow(entry, found[into], request.By, request.Now, cancel)));
        var joined = decision.Events is [var next] ? next : entry;
        var join = respond(joined, [.. takeovers.SelectMany(part => part.Conflicts)]);
        return new CommandResult<TJoin>(
            [.. takeovers.SelectMany(part => part.Appends)], join, joined.Version)
        {
            Operations =
            [
                // Nothing names the joined entry any more when its row says that it is one.
                .. takeovers.SelectMany(part => part.Operations),
                .. decision.Select(_ => write(entry, joined)),
            ],
            KeptBody = keep(join),
        };
    }
}
