using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Summit.Http;
using Summit.Store;

namespace Summit.Register;

/// <summary>A command that says who a person is.</summary>
public abstract record PersonCommand
{
    /// <summary>Their name.</summary>
    [MaxLine(Limits.Title)]
    public required string Name { get; init; }

    /// <summary>The languages they speak.</summary>
    [Languages]
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>The office they hold.</summary>
    [MaxLine(Limits.Title)]
    public string? Office { get; init; }

    /// <summary>As they declare it themselves.</summary>
    public Gender? Gender { get; init; }

    /// <summary>The organisation they come from.</summary>
    public Guid? Organisation { get; init; }

    /// <summary>The section they come from, where it is not their organisation's.</summary>
    [Code]
    public string? Section { get; init; }

    /// <summary>Where they are written to.</summary>
    [Email]
    public string? Email { get; init; }

    /// <summary>The entry that it leads to.</summary>
    internal Person Entry(Guid id, DateTimeOffset createdAt) =>
        new(id, Name, Office, Gender, Languages, Organisation, Section, Email, createdAt);
}

/// <summary>A command that says what an organisation is.</summary>
public abstract record OrganisationCommand
{
    /// <summary>What it is called.</summary>
    [MaxLine(Limits.Title)]
    public required LocalisedText Name { get; init; }

    /// <summary>What it is.</summary>
    public required OrganisationKind Kind { get; init; }

    /// <summary>A short name; needed by sections and statutory bodies.</summary>
    [Code]
    public string? Code { get; init; }

    /// <summary>The code of the section it belongs to.</summary>
    [Code]
    public string? Section { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    [Country]
    public string? Country { get; init; }

    /// <summary>What it is a member of.</summary>
    [MaxLength(Limits.Memberships)]
    public IReadOnlyList<Membership>? Memberships { get; init; }

    /// <summary>The entry that it leads to, with memberships in the order in which they are read.</summary>
    internal Organisation Entry(Guid id, DateTimeOffset createdAt) => new(id, Name, Kind, Code, Section, Country,
        [
            .. (Memberships ?? []).OrderBy(one => EnumNames.Of(one.Of), StringComparer.Ordinal)
                .ThenBy(one => one.From),
        ], createdAt);

    /// <summary>Whether a membership ends before it begins (RE2).</summary>
    internal bool HasEmptyMembership => Memberships?.Any(one => one.Until <= one.From) == true;
}

/// <summary>A change of an entry, decided on the version that the caller saw (RE6).</summary>
internal static class EntryChange
{
    /// <summary>What an attempt at it leads to.</summary>
    /// <param name="entry">The entry as it is; null where there is none.</param>
    /// <param name="request">The command.</param>
    /// <param name="decide">Decides on the entry that follows; none where it is so already.</param>
    /// <param name="write">The rows of the entry as it was and the one that follows.</param>
    /// <param name="keep">What is kept of the response under the caller's key.</param>
    public static CommandResult<T> Of<T>(
        T? entry, CommandRequest request, Func<T, Decision<T>> decide, Func<T, T, IStorageOperation> write,
        Func<T, T> keep)
        where T : class, IRegisterEntry
    {
        if (entry is null)
            return Permission.NotFound;
        if (Permission.ToAct(entry, request.By) is var may and not Permission.Granted)
            return may;
        if (!request.Preconditions.HoldFor(entry.Version))
            return CommandResult<T>.VersionChanged(entry.Version);
        var decision = decide(entry);
        if (decision.Refused is { } refused)
            return refused;
        var changed = decision.Events is [var next] ? next : null;
        var response = changed ?? entry;
        return new CommandResult<T>([], response, response.Version)
        {
            Operations = changed is null ? [] : [write(entry, changed)],
            KeptBody = keep(response),
        };
    }

    /// <summary>The entry that follows; none where it says what is said already.</summary>
    public static Decision<T> From<T>(T entry, T wanted) where T : class, IRegisterEntry =>
        Json(entry).AsSpan().SequenceEqual(Json(wanted)) ? [] : [wanted];

    private static byte[] Json<T>(T entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Kernel.Json.Options);
}
