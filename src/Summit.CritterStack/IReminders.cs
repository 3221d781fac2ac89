using Npgsql;

namespace Summit.CritterStack;

/// <summary>Whoever has to be told that there are messages for outside.</summary>
public interface IReminders
{
    /// <summary>Notes within a transaction that what it writes has to be sent.</summary>
    /// <returns>What is to be done once the transaction stands. Left undone, the note is found all the same.</returns>
    Task<Func<Task>> Note(NpgsqlTransaction transaction, CancellationToken cancel);
}
