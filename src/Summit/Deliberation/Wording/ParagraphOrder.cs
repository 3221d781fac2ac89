using System.Collections;

namespace Summit.Deliberation;

/// <summary>Paragraphs in their order, each found, put in and moved by its id without a look at the others.</summary>
/// <typeparam name="T">The paragraphs, or what is known of them.</typeparam>
internal sealed class ParagraphOrder<T> : IEnumerable<T>
{
    private readonly LinkedList<T> order = [];
    private readonly Dictionary<int, LinkedListNode<T>> places = [];
    private readonly Func<T, int> idOf;

    /// <summary>The order of these.</summary>
    /// <param name="first">The paragraphs, each id once.</param>
    /// <param name="idOf">The id of one.</param>
    public ParagraphOrder(IEnumerable<T> first, Func<T, int> idOf)
    {
        this.idOf = idOf;
        foreach (var one in first)
            places.TryAdd(idOf(one), order.AddLast(one));
    }

    /// <summary>Whether there is one of this id.</summary>
    public bool Has(int id) => places.ContainsKey(id);

    /// <summary>The one of an id; the default where there is none.</summary>
    public T? Find(int id) => places.TryGetValue(id, out var place) ? place.Value : default;

    /// <summary>Puts one in.</summary>
    /// <param name="after">The id of the one that it comes after; null for the beginning.</param>
    /// <param name="one">The one.</param>
    /// <param name="passing">Those right behind that place that come before it.</param>
    public void Insert(int? after, T one, Func<T, bool>? passing = null)
    {
        var before = after is { } id ? places[id] : null;
        while (passing is not null && (before is null ? order.First : before.Next) is { } next && passing(next.Value))
            before = next;
        places[idOf(one)] = before is null ? order.AddFirst(one) : order.AddAfter(before, one);
    }

    /// <summary>Has another stand in the place of the one of its id.</summary>
    public void Replace(T one) => places[idOf(one)].Value = one;

    /// <summary>Takes one out.</summary>
    public void Remove(int id)
    {
        order.Remove(places[id]);
        places.Remove(id);
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => order.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
