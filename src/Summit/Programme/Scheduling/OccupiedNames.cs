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
        IEnumerable<(string Kind, Guid Id)> taken, Guid congress, Actor by, CancellationToken cancel)
    {
        var named = new List<Occupied>();
        foreach (var (kind, id) in taken)
        {
            named.Add(new Occupied(kind, id, kind switch
            {
                "room" => (await congresses.Find(congress, cancel))?.Rooms.Find(room => room.Id == id)?.Traits.Name,
                "body" => (await bodies.Find(id, cancel))?.Name is { } name ? name.In(name.Best([])) : null,
                _ => (await register.Seen(by, id, parts, cancel))?.Person.Name,
            }));
        }
        return named;
    }
}
