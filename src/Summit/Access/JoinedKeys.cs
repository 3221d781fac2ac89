using Summit.Register;
using Summit.Store;

namespace Summit.Access;

/// <summary>Where two entries are one person or organisation, the keys of the joined one are the other's.</summary>
public sealed class JoinedKeys : IJoinFollower<Person>, IJoinFollower<Organisation>
{
    /// <inheritdoc/>
    public Task<Takeover> Follow(
        Person joined, Person into, Actor by, DateTimeOffset now, CancellationToken cancel) =>
        Handed("update access.keys set person = $2 where person = $1 and revoked_at is null", joined, into);

    /// <inheritdoc/>
    public Task<Takeover> Follow(
        Organisation joined, Organisation into, Actor by, DateTimeOffset now, CancellationToken cancel) =>
        Handed("update access.keys set organisation = $2 where organisation = $1 and revoked_at is null", joined, into);

    private static Task<Takeover> Handed(string sql, IRegisterEntry joined, IRegisterEntry into) =>
        Task.FromResult(new Takeover([], []) { Operations = [new KeysHanded(sql, joined.Id, into.Id)] });
}

/// <summary>The valid keys of one entry are another's from now on.</summary>
internal sealed record KeysHanded(string Sql, Guid From, Guid To) : IStorageOperation
{
    public void Write(SqlBatch sql, PositionedCommit placed) => sql.Add(Sql, From, To);
}
