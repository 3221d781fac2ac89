using Summit.Register;
using Summit.Store;

namespace Summit.Access;

/// <summary>Where two entries are one person, the one that stays holds the other's keys.</summary>
public sealed class JoinedKeys : IJoinFollower
{
    /// <inheritdoc/>
    public Task<Takeover> Follow(Guid joined, Person into, DateTimeOffset now, CancellationToken cancel) =>
        Task.FromResult(new Takeover([], []) { Operations = [new KeysHanded(joined, into.Id)] });
}

/// <summary>The valid keys of one person are another's from now on.</summary>
internal sealed record KeysHanded(Guid From, Guid To) : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed) =>
        sql.Add("update access.keys set person = $2 where person = $1 and revoked_at is null", From, To);
}
