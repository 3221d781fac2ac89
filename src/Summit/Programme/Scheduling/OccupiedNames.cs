using Summit.Congress;
using Summit.Register;
using Summit.Statutory;

namespace Summit.Programme;

/// <summary>
/// The names of rooms, people and bodies that are taken up. Whose command wants them knows their ids; a person's name
/// is told only to who may read it in the register.
/// </summary>
internal sealed class OccupiedNames(
    Congresses congresses, RegisterQueries register, PublishedBodies bodies, IEnumerable<ICongressPeople> parts)
{
    public async Task<IReadOnlyList<Occupied>> Of(
        IReadOnlyList<(string Kind, Guid Id)> taken, Guid congress, Actor by, CancellationToken cancel)
    {
        var edition = await congresses.Find(congress, cancel);
        var people = await register.Seen(
            by, taken.Where(one => one.Kind == "person").Select(one => one.Id), parts, cancel);
        var named = new List<Occupied>();
        foreach (var (kind, id) in taken)
        {
            named.Add(new Occupied(kind, id, kind switch
            {
                "room" => edition?.Rooms.Find(room => room.Id == id)?.Traits.Name,
                // A session is of one body at most.
                "body" => (await bodies.Find(id, cancel))?.Name is { } name ? name.In(name.Best([])) : null,
                _ => people.TryGetValue(id, out var seen) ? seen.Person.Name : null,
            }));
        }
        return named;
    }
}
