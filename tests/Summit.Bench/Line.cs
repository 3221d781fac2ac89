using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Summit.Bench;

/// <summary>
/// One HTTP/1.1 connection with as little around it as there can be: whoever measures must not take the cores from what
/// is measured.
/// </summary>
internal sealed class Line : IAsyncDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] received = new byte[256 * 1024];
    private readonly string host;
    private readonly string? key;

    private Line(Uri address, string? key) => (host, this.key) = (address.Authority, key);

    /// <summary>Opens a connection.</summary>
    public static async Task<Line> Open(Uri address, string? key)
    {
        var line = new Line(address, key);
        await line.socket.ConnectAsync(address.Host, address.Port);
        return line;
    }

    /// <summary>Reads something, all of it.</summary>
    public Task Get(string path) => Ask($"GET {path} HTTP/1.1\r\nHost: {host}\r\n{Authorization}\r\n");

    /// <summary>Asks for something.</summary>
    /// <param name="path">Where.</param>
    /// <param name="body">JSON.</param>
    /// <param name="seen">The entity tag of what was seen, where it changes that.</param>
    /// <param name="idempotencyKey">Under which key; null for one of its own.</param>
    public Task Post(string path, string body, string? seen = null, string? idempotencyKey = null) =>
        Ask(Request(path, body, seen, idempotencyKey));

    /// <summary>Asks for something that may be refused.</summary>
    /// <param name="path">Where.</param>
    /// <param name="body">JSON.</param>
    /// <param name="refusal">The code of the refusal: by default, that others were quicker several times.</param>
    /// <returns>Whether it was done.</returns>
    public async Task<bool> TryPost(string path, string body, string refusal = "store/try-again")
    {
        var request = Request(path, body);
        var answer = await Send(request);
        return answer.Span.IndexOf(Encoding.UTF8.GetBytes(refusal)) < 0 && Succeeded(request, answer.Span);
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private string Authorization => key is null ? "" : $"Authorization: Bearer {key}\r\n";

    private string Request(string path, string body, string? seen = null, string? idempotencyKey = null) =>
        $"POST {path} HTTP/1.1\r\nHost: {host}\r\n{Authorization}Content-Type: application/json\r\n"
        + (seen is null ? "" : $"If-Match: {seen}\r\n")
        + $"Idempotency-Key: {idempotencyKey ?? Guid.NewGuid().ToString("N")}\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    private async Task Ask(string request) => Succeeded(request, (await Send(request)).Span);

    /// <exception cref="InvalidOperationException">The answer is no success.</exception>
    private static bool Succeeded(string request, ReadOnlySpan<byte> answer) => answer[9] == '2' ? true
        : throw new InvalidOperationException($"{request}\n{Encoding.UTF8.GetString(answer)}");

    private async Task<ReadOnlyMemory<byte>> Send(string request)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(request));
        var (have, whole) = (0, -1);
        while (whole < 0 || have < whole)
        {
            var read = await socket.ReceiveAsync(received.AsMemory(have));
            if (read == 0)
                throw new InvalidOperationException("The service hung up.");
            have += read;
            if (whole < 0)
                whole = Length(received.AsSpan(0, have));
        }
        return received.AsMemory(0, have);
    }

    /// <summary>How long head and body are together; -1 where that is not known yet.</summary>
    private static int Length(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return -1;
        var at = received[..head].IndexOf("Content-Length: "u8);
        if (at >= 0 && Utf8Parser.TryParse(received[(at + 16)..], out int length, out _))
            return head + 4 + length;
        // Told chunk by chunk, the last of them empty: so refusals are.
        return received.EndsWith("\r\n0\r\n\r\n"u8) ? received.Length : -1;
    }
}

/// <summary>Several of them.</summary>
internal sealed class Lines(Line[] lines) : IAsyncDisposable
{
    public Line this[int n] => lines[n];

    /// <summary>Opens so many.</summary>
    public static async Task<Lines> Open(int count, Uri address, string? key) =>
        new(await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Line.Open(address, key))));

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines)
            await line.DisposeAsync();
    }
}
