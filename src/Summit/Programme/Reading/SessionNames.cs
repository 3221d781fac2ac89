namespace Summit.Programme;

/// <summary>
/// Who is behind the ids of a session, in what everybody reads of it (PR20). Names are the register's present ones: who
/// was erased has none, in earlier releases either.
/// </summary>
/// <param name="Organisations">The organisation that leads it.</param>
/// <param name="People">Who leads it in person, chairs, moderates, sits on the panel or speaks.</param>
public sealed record SessionNames(IReadOnlyList<OrganisationName> Organisations, IReadOnlyList<PersonName> People);

/// <summary>What an organisation is called.</summary>
public sealed record OrganisationName(Guid Id, LocalisedText Name);

/// <summary>What a person is called, and the office they hold.</summary>
public sealed record PersonName(Guid Id, string Name, string? Office = null);
