namespace Summit.Register;

/// <summary>Says which people a part of the service knows to take part in a Congress (RE4).</summary>
public interface ICongressPeople
{
    /// <summary>Their ids; one may come twice.</summary>
    Task<IReadOnlyCollection<Guid>> Of(Guid congress, CancellationToken cancel);
}

/// <summary>The people of a Congress: those entered with its keys, and those who take part in it.</summary>
public sealed record CongressPeople(Guid Congress, Guid[] TakingPart)
{
    /// <summary>Whether a person is among them.</summary>
    public bool Has(Person person) => WasGivenContactOf(person) || TakingPart.Contains(person.Id);

    /// <summary>Whether a person's address and gender were given to this Congress.</summary>
    public bool WasGivenContactOf(Person person) => person.Congress == Congress;

    /// <summary>Those of the Congress that a caller's key is limited to; null where it is limited to none.</summary>
    internal static async Task<CongressPeople?> SeenBy(
        Actor by, IEnumerable<ICongressPeople> parts, CancellationToken cancel) => by.Congress is { } congress
        ? new CongressPeople(congress, [
            .. (await Task.WhenAll(parts.Select(part => part.Of(congress, cancel)))).SelectMany(people => people),
        ])
        : null;
}
