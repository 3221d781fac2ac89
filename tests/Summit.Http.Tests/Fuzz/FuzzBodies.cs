using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Summit.Http.Tests.Fuzz;

/// <summary>Bodies: of their schema, with parts of it changed, and such as are no JSON at all.</summary>
internal sealed class FuzzBodies(FuzzValues values, FuzzDocument document)
{
    /// <summary>How long a body may be.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>A body with one to three of its parts exchanged, left out or told twice.</summary>
    public string Changed(JsonObject body, JsonObject schema)
    {
        var raw = new List<string>();
        for (var left = values.Chance(0.6) ? 1 : 2 + values.Below(2); left > 0; left--)
        {
            var slot = values.Pick([.. Slots(body, schema)]);
            switch (values.Below(10))
            {
                case < 4:
                    slot.Set(Placeholder(values.Hostile(slot.Schema)));
                    break;
                case < 8:
                    slot.Set(Placeholder(values.Valid(slot.Schema)));
                    break;
                case 8:
                    slot.Remove();
                    break;
                default:
                    slot.Set(Placeholder(
                        slot.Name is { } name ? $"null,\"{name}\":{values.Hostile(slot.Schema)}" : "null,null"));
                    break;
            }
        }
        var text = body.ToJsonString();
        for (var n = 0; n < raw.Count; n++)
            text = text.Replace($"\"$raw{n}$\"", raw[n], StringComparison.Ordinal);
        return text;

        string Placeholder(string json)
        {
            raw.Add(json);
            return $"$raw{raw.Count - 1}$";
        }
    }

    /// <summary>The bytes of a text that are not its UTF-8, or too many of them, with their content coding.</summary>
    public (byte[] Bytes, string? Coding) Odd(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return values.Below(17) switch
        {
            0 => ([], null),
            1 => (utf8[..values.Below(utf8.Length)], null),
            2 => ([0xEF, 0xBB, 0xBF, .. utf8], null),
            3 => ([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], null),
            4 => (Encoding.UTF32.GetBytes(text), null),
            5 => ([.. utf8, .. utf8], null),
            6 => ([.. "/* a */"u8, .. utf8, .. " // b"u8], null),
            7 => (Encoding.UTF8.GetBytes(values.Pick(Hostilities.Objects)), null),
            8 => (Encoding.UTF8.GetBytes(values.Pick(Hostilities.Arrays)), null),
            9 => ([.. utf8.Select((b, n) => n == utf8.Length / 2 ? (byte)0xC3 : b)], null),
            10 => ([.. utf8, .. new byte[3]], null),
            11 => ([.. utf8, .. Enumerable.Repeat((byte)' ', BytesMax - utf8.Length + values.Below(3) - 1)], null),
            12 => (Gzip(utf8), "gzip"),
            13 => (Gzip(utf8)[..10], "gzip"),
            14 => (Gzip(new byte[8 * BytesMax]), "gzip"),
            15 => (utf8, "gzip"),
            _ => ([.. Enumerable.Range(0, 200).Select(n => (byte)(values.Below(256) ^ n))], null),
        };
    }

    // All places of a body, those that are empty too.
    private IEnumerable<Slot> Slots(JsonNode? node, JsonNode of)
    {
        var schema = document.Resolved(of);
        if (node is JsonArray array && schema["items"] is { } items)
        {
            foreach (var slot in array.SelectMany((item, n) =>
                Slots(item, items).Prepend(new Slot(array, null, n, document.Resolved(items)))))
                yield return slot;
        }
        if (node is not JsonObject whole)
            yield break;
        yield return new Slot(whole, "more", 0, schema);
        var parts = schema["properties"]?.AsObject() ?? [];
        var others = schema["additionalProperties"] as JsonObject;
        foreach (var name in parts.Select(part => part.Key).Union(whole.Select(member => member.Key)).ToArray())
        {
            if ((parts[name] ?? others) is not { } part)
                continue;
            yield return new Slot(whole, name, 0, document.Resolved(part));
            foreach (var slot in Slots(whole[name], part))
                yield return slot;
        }
    }

    private static byte[] Gzip(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(plain);
        return packed.ToArray();
    }

    private sealed record Slot(JsonNode In, string? Name, int Index, JsonObject Schema)
    {
        public void Set(string text)
        {
            if (Name is null)
                In[Index] = text;
            else
                In[Name] = text;
        }

        public void Remove()
        {
            if (Name is not null)
                In.AsObject().Remove(Name);
            else
                In.AsArray().RemoveAt(Index);
        }
    }
}
