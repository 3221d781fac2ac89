using System.Globalization;

namespace Summit.Kernel;

/// <summary>What the refusals of a rule tell beside it: declared by each rule, and held by tests.</summary>
[Flags]
public enum Tells
{
    /// <summary>The rule says it all.</summary>
    Nothing = 0,

    /// <summary>What would be taken.</summary>
    Admitted = 1,

    /// <summary>The state of what the command is about.</summary>
    State = 2,

    /// <summary>From when, or until when, it would be taken.</summary>
    Times = 4,

    /// <summary>How many, or how long, it would have to be.</summary>
    Numbers = 8,

    /// <summary>Who and what is taken up already.</summary>
    Occupied = 16,

    /// <summary>What stands in the way, as far as the caller may read it.</summary>
    Conflicts = 32,
}

/// <summary>
/// What a refusal tells beside its rule: what would be taken, and how things are. Programs read its members; people
/// read the sentence that is made of them.
/// </summary>
/// <param name="Admitted">What would be taken in the place of what was given: kinds, codes, languages, ids.</param>
/// <param name="State">The state of what the command is about.</param>
/// <param name="From">From when it would be taken.</param>
/// <param name="Until">Until when it would be taken, or would have been.</param>
/// <param name="Min">How many there have to be at least.</param>
/// <param name="Max">How many there may be at most.</param>
/// <param name="Actual">How many there are.</param>
/// <param name="MinMinutes">How long it has to last at least.</param>
/// <param name="MaxMinutes">How long it may last at most.</param>
/// <param name="Occupied">Who and what is taken up already.</param>
/// <param name="Version">The present version of what the command names beside what it changes.</param>
public sealed record RefusalFacts(
    IReadOnlyList<string>? Admitted = null,
    string? State = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    int? Min = null,
    int? Max = null,
    int? Actual = null,
    int? MinMinutes = null,
    int? MaxMinutes = null,
    IReadOnlyList<Occupied>? Occupied = null,
    long? Version = null)
{
    // A sentence is read by people: the whole list is in the member.
    private const int NamedMax = 20;

    /// <summary>The values that would be taken.</summary>
    public static RefusalFacts Admits<T>(IEnumerable<T> values) where T : struct, Enum =>
        Admits(values.Select(EnumNames.Of));

    /// <summary>The names that would be taken.</summary>
    public static RefusalFacts Admits(IEnumerable<string> names) =>
        new(Admitted: [.. names.Order(StringComparer.Ordinal)]);

    /// <summary>The things that would be taken, by their ids.</summary>
    public static RefusalFacts Admits(IEnumerable<Guid> ids) => new(Admitted: [.. ids.Select(id => $"{id}")]);

    /// <summary>The state of what the command is about.</summary>
    public static RefusalFacts Is<T>(T state) where T : struct, Enum => new(State: EnumNames.Of(state));

    /// <summary>What is told.</summary>
    internal Tells Told =>
        (Admitted is null ? Tells.Nothing : Tells.Admitted)
        | (State is null ? Tells.Nothing : Tells.State)
        | (From is null && Until is null ? Tells.Nothing : Tells.Times)
        | ((Min ?? Max ?? Actual ?? MinMinutes ?? MaxMinutes ?? Version) is null ? Tells.Nothing : Tells.Numbers)
        | (Occupied is null ? Tells.Nothing : Tells.Occupied);

    /// <summary>The same as a sentence; empty where nothing is told.</summary>
    internal Sentence AsSentence() => Joined(
    [
        Admitted is null ? null : ("Admitted: ", "Sont admis : ", "Se admiten: ", Named(Admitted)),
        State is null ? null : ("The state is: ", "L'état est : ", "El estado es: ", State),
        From is null ? null : ("From: ", "À partir de : ", "Desde: ", Moment(From)),
        Until is null ? null : ("Until: ", "Jusqu'à : ", "Hasta: ", Moment(Until)),
        Min is null ? null : ("At least: ", "Au moins : ", "Como mínimo: ", $"{Min}"),
        Max is null ? null : ("At most: ", "Au plus : ", "Como máximo: ", $"{Max}"),
        Actual is null ? null : ("There are: ", "Il y en a : ", "Hay: ", $"{Actual}"),
        Version is null ? null : ("Its version is: ", "Sa version est : ", "Su versión es: ", $"{Version}"),
        MinMinutes is null ? null : ("At least, in minutes: ", "Au moins, en minutes : ", "Como mínimo, en minutos: ",
            $"{MinMinutes}"),
        MaxMinutes is null ? null : ("At most, in minutes: ", "Au plus, en minutes : ", "Como máximo, en minutos: ",
            $"{MaxMinutes}"),
        Occupied is null ? null : ("Taken: ", "Sont pris : ", "Están ocupados: ",
            Named([.. Occupied.Select(one => $"{one.Kind} {one.Name ?? $"{one.Id}"}")])),
    ]);

    private static Sentence Joined(IEnumerable<(string En, string Fr, string Es, string What)?> parts)
    {
        var told = parts.OfType<(string En, string Fr, string Es, string What)>().ToArray();
        return (
            string.Join(' ', told.Select(one => $"{one.En}{one.What}.")),
            string.Join(' ', told.Select(one => $"{one.Fr}{one.What}.")),
            string.Join(' ', told.Select(one => $"{one.Es}{one.What}.")));
    }

    private static string Named(IReadOnlyList<string> names) => names.Count == 0 ? "-"
        : string.Join(", ", names.Take(NamedMax)) + (names.Count > NamedMax ? $" (+{names.Count - NamedMax})" : "");

    private static string Moment(DateTimeOffset? moment) =>
        moment!.Value.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);
}

/// <summary>A room, a person or a body that is taken up already.</summary>
/// <param name="Kind"><c>room</c>, <c>person</c> or <c>body</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called, as far as the caller may know.</param>
public sealed record Occupied(string Kind, Guid Id, string? Name = null);
