using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Npgsql;
using Summit.Congress;
using Summit.Store;
using Summit.Register;
using Line = Summit.Operations.CongressExportFile.Line;

namespace Summit.Operations;

/// <summary>
/// Exports a whole Congress from a store and imports it into another. Its streams are those whose state names the
/// Congress. What their events refer to by id goes with them: streams that belong to no Congress, such as bodies, and
/// entries of the register. Keys, kept responses and undelivered forwards stay behind.
/// </summary>
internal sealed class CongressExport(
    NpgsqlDataSource database, EventTypes types, Congresses congresses, EventImporter import, EventStreams streams,
    TimeProvider clock)
{
    /// <summary>The lines of a Congress, of one moment.</summary>
    /// <exception cref="ArgumentException">There is no such Congress.</exception>
    public async IAsyncEnumerable<Line> Export(
        string slug, bool withPeople, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var id = await congresses.IdOf(slug, cancel)
            ?? throw new ArgumentException($"There is no Congress {slug}.");
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, cancel);
        await using (var utc = new NpgsqlCommand("set local timezone = 'UTC'", connection))
            await utc.ExecuteNonQueryAsync(cancel);
        var (streams, named) = await Belongings(connection, id, cancel);
        yield return new Line
        {
            Congress = new CongressExportFile.Head(CongressExportFile.Format, slug, id, withPeople,
                typeof(Service).Assembly.GetName().Version!.ToString()),
        };
        foreach (var organisation in await RegisterTransfer.Organisations(connection, named, withPeople, cancel))
            yield return new Line { Organisation = organisation };
        foreach (var person in withPeople ? await RegisterTransfer.People(connection, named, cancel) : [])
            yield return new Line { Person = person };
        await foreach (var happened in RawEvent.Of(connection, streams, cancel))
            yield return new Line { Event = happened };
    }

    /// <summary>Writes the Congress of a file, whole or not at all.</summary>
    /// <returns>What was written; null events where the store already has the Congress.</returns>
    /// <exception cref="ArgumentException">It cannot be written; the message says why.</exception>
    public async Task<(CongressExportFile.Head Congress, long? Events)> Take(string file, CancellationToken cancel)
    {
        // Reads the whole file before it takes the lock: a file that is not whole makes no append wait.
        var register = new List<Line>();
        CongressExportFile.Head? head = null;
        CongressConvened? convened = null;
        await foreach (var line in CongressExportFile.Read(file, cancel))
        {
            head ??= line.Congress;
            if (line.Event is null)
                register.Add(line);
            else if (line.Event is { Version: 1 } first)
            {
                var (data, scope) = Begun(first);
                if (data is CongressConvened named && first.Stream == head!.Id)
                    convened = named;
                if (scope is not null && scope != head!.Id)
                    throw new ArgumentException($"{file} holds a {first.Kind} of another Congress than {head.Slug}.");
            }
        }
        if (convened?.Slug != head!.Slug)
            throw new ArgumentException($"{file} says that it is of {head.Slug}, and its events are not.");
        if ((await streams.Read(head.Id, long.MaxValue, cancel)).Version > 0)
            return (head, null);
        try
        {
            var written = await import.Run(Events(file, cancel), sql => RegisterTransfer.Enter(sql,
                register.Where(line => line.Organisation is not null).Select(line => line.Organisation!.Value),
                register.Where(line => line.Person is not null).Select(line => line.Person!.Value),
                clock.GetUtcNow()), cancel);
            return (head, written);
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            throw new ArgumentException($"{file} holds what no database takes: {refused.MessageText}", refused);
        }
        catch (ConstraintException refused)
        {
            throw new ArgumentException(
                $"{head.Slug} is not imported: what stands there is in its way ({refused.Constraint}).", refused);
        }
    }

    private static async IAsyncEnumerable<RawEvent> Events(
        string file, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var line in CongressExportFile.Read(file, cancel))
        {
            if (line.Event is { } happened)
                yield return happened;
        }
    }

    /// <summary>The streams that go with a Congress, and every id that their events name.</summary>
    private async Task<(HashSet<Guid> Streams, HashSet<Guid> Named)> Belongings(
        NpgsqlConnection connection, Guid congress, CancellationToken cancel)
    {
        var (streams, free) = (new HashSet<Guid>(), new HashSet<Guid>());
        await foreach (var first in RawEvent.Firsts(connection, cancel))
        {
            var scope = Begun(first).Congress;
            if (scope is null)
                free.Add(first.Stream);
            else if (scope == congress)
                streams.Add(first.Stream);
        }
        var named = new HashSet<Guid>();
        for (var fresh = streams.ToHashSet(); fresh.Count > 0;)
        {
            await foreach (var happened in RawEvent.Of(connection, fresh, cancel))
                Name(happened.Data, named);
            fresh = [.. free.Intersect(named).Except(streams)];
            streams.UnionWith(fresh);
        }
        return (streams, named);
    }

    /// <summary>
    /// A stream's first event, and the Congress that the stream belongs to; null where it belongs to none.
    /// </summary>
    /// <exception cref="InvalidDataException">The event cannot be read, or no stream begins with it.</exception>
    private (object Data, Guid? Congress) Begun(RawEvent first)
    {
        try
        {
            var data = types.Read(first.Type, Encoding.UTF8.GetBytes(first.Data.GetRawText()));
            return (data, (types.Of(data).Category.Fold(null, data) as IScoped)?.Scope.Congress);
        }
        catch (Exception broken)
        {
            // An export that left it out might be incomplete: its Congress is unknown.
            throw new InvalidDataException($"Stream {first.Stream} cannot be read: {broken.Message}", broken);
        }
    }

    private static void Name(JsonElement json, HashSet<Guid> named)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                    Name(property.Value, named);
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                    Name(item, named);
                break;
            case JsonValueKind.String when json.TryGetGuid(out var id):
                named.Add(id);
                break;
        }
    }
}
