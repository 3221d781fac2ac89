using System.Text.Json;
using Summit.Access;
using Summit.Register;

namespace Summit.Operations;

/// <summary>
/// One key for each role, for a developer who tries the service on their own machine: kept in a file that only they can
/// read, so that it stays the same from start to start, and can be shown again.
/// </summary>
public sealed class DevelopmentKeys(Keys keys, RegisterQueries register, TimeProvider clock)
{
    private const string Label = "development";

    private const int LookedAtMax = 100;

    /// <summary>Where they are kept.</summary>
    public static string FileOf(IConfiguration configuration) =>
        Path.Combine(Database.Folder(configuration), "development-keys.json");

    /// <summary>Those that are kept, by role; none where there are none, or nothing that can be read.</summary>
    /// <exception cref="ArgumentException">The file is somebody else's.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> Kept(string file, CancellationToken cancel)
    {
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<Dictionary<string, string>>(
                    await File.ReadAllBytesAsync(file, cancel))!
                : [];
        }
        catch (JsonException)
        {
            return new Dictionary<string, string>();
        }
        catch (UnauthorizedAccessException closed)
        {
            throw new ArgumentException($"The development keys cannot be read: {closed.Message}", closed);
        }
    }

    /// <summary>The tokens by role, those of the file where they are still valid, else new ones.</summary>
    /// <param name="file">Where they are kept.</param>
    /// <exception cref="ArgumentException">They cannot be kept there.</exception>
    public async Task<IReadOnlyDictionary<string, string>> Provide(string file, CancellationToken cancel)
    {
        var kept = await Kept(file, cancel);
        var tokens = new Dictionary<string, string>();
        foreach (var role in Enum.GetValues<Role>())
        {
            var word = EnumNames.Of(role);
            if (kept.TryGetValue(word, out var token) && await keys.Find(token, cancel) is not null)
                tokens[word] = token;
            else if (await Scope(role, cancel) is var (organisation, person, possible) && possible)
                tokens[word] = await keys.Renew(
                    new ApiKey(Guid.CreateVersion7(), Label, role, null, null, organisation, person, clock.GetUtcNow()),
                    cancel);
        }
        try
        {
            await Keep(file, tokens, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException(
                $"The development keys cannot be kept: {failure.Message} Choose another Summit:DataDirectory.",
                failure);
        }
        return tokens;
    }

    // A partner and a secretary speak for an organisation, a delegate is a person: the first there are will do.
    private async Task<(Guid? Organisation, Guid? Person, bool Possible)> Scope(Role role, CancellationToken cancel)
    {
        switch (role)
        {
            case Role.Partner or Role.Secretary:
                var kind = role == Role.Partner
                    ? OrganisationKind.CivilSocietyPartner
                    : OrganisationKind.StatutoryBody;
                var some = await register.ListOrganisations([kind], null, Guid.Empty, LookedAtMax, cancel);
                var speaker = some.Find(one => one.IsPresent);
                return (speaker?.Id, null, speaker is not null);
            case Role.Delegate:
                var people = await register.ListPeople(null, null, Guid.Empty, LookedAtMax, cancel);
                var holder = people.Find(one => one.IsPresent);
                return (holder?.Organisation, holder?.Id, holder is not null);
            default:
                return (null, null, true);
        }
    }

    private static async Task Keep(string file, Dictionary<string, string> tokens, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(file, options);
        await JsonSerializer.SerializeAsync(stream, tokens, new JsonSerializerOptions { WriteIndented = true }, cancel);
    }
}
