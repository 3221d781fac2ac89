using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Summit.Store;

namespace Summit.Operations;

/// <summary>
/// A whole Congress as NDJSON: what it is, the register's entries that it refers to, its events in their order, and in
/// the end how many lines these were and their SHA-256. Each line is an object with one member, named for what it is.
/// </summary>
internal static class CongressExportFile
{
    /// <summary>The version of the format. A reader refuses any other version.</summary>
    public const int Format = 1;

    // Deeper than events are: here they are nested in a line.
    private static readonly JsonSerializerOptions Options = new(Json.Options) { MaxDepth = 64 };

    /// <summary>Writes lines, and the end with their number and hash.</summary>
    public static async Task Write(TextWriter to, IAsyncEnumerable<Line> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        await foreach (var line in lines)
        {
            var text = JsonSerializer.Serialize(line, Options) + '\n';
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            count++;
            await to.WriteAsync(text);
        }
        var end = new Line { End = new End(count, Convert.ToHexStringLower(hash.GetHashAndReset())) };
        await to.WriteAsync(JsonSerializer.Serialize(end, Options) + '\n');
    }

    /// <summary>Reads the lines of a file, and checks at the end that it is whole and unchanged.</summary>
    /// <exception cref="ArgumentException">It is no such file, or not whole, or was changed.</exception>
    public static async IAsyncEnumerable<Line> Read(
        string file, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var count = 0;
        while (await reader.ReadLineAsync(cancel) is { } text)
        {
            var line = Parse(file, count + 1, text);
            if (count == 0 && line.Congress?.Format != Format)
                throw new ArgumentException($"{file} is no export of a Congress in format {Format}.");
            if (line.End is not null)
            {
                if (line.End != new End(count, Convert.ToHexStringLower(hash.GetHashAndReset())))
                    throw new ArgumentException($"{file} is not as it was written.");
                yield break;
            }
            hash.AppendData(Encoding.UTF8.GetBytes(text + '\n'));
            count++;
            yield return line;
        }
        throw new ArgumentException($"{file} ends before its end.");
    }

    private static Line Parse(string file, int number, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text, Options) ?? throw new JsonException();
        }
        catch (JsonException broken)
        {
            throw new ArgumentException($"{file}: line {number} cannot be read.", broken);
        }
    }

    /// <summary>A line: exactly one of its members is set.</summary>
    public sealed record Line
    {
        /// <summary>The first.</summary>
        public Head? Congress { get; init; }

        /// <summary>An organisation of the register.</summary>
        public JsonElement? Organisation { get; init; }

        /// <summary>A person of the register, where people were asked for.</summary>
        public JsonElement? Person { get; init; }

        /// <summary>An event.</summary>
        public RawEvent? Event { get; init; }

        /// <summary>The last.</summary>
        public End? End { get; init; }
    }

    /// <summary>What the file is.</summary>
    /// <param name="Format">The form of the lines.</param>
    /// <param name="Slug">The Congress's slug.</param>
    /// <param name="Id">The Congress.</param>
    /// <param name="People">Whether it holds people: personal data.</param>
    /// <param name="Service">The version of the service that wrote it.</param>
    public sealed record Head(int Format, string Slug, Guid Id, bool People, string Service);

    /// <summary>The last line: what proves that the file is whole and unchanged.</summary>
    /// <param name="Lines">How many lines stand before this one.</param>
    /// <param name="Sha256">Over those lines with their line feeds, in lower-case hexadecimal.</param>
    public sealed record End(int Lines, string Sha256);
}
