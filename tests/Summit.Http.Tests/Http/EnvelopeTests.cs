using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Summit.Http.Tests.Http;

/// <summary>In which forms a body may come, and what is said of others.</summary>
public sealed class EnvelopeTests(SummitServer server) : IClassFixture<SummitServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_body_with_a_byte_order_mark_is_read() =>
        (await Send(Content([.. Encoding.UTF8.Preamble, .. Body("bom")]))).Expect(HttpStatusCode.Created);

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task a_compressed_body_is_read(string coding) =>
        (await Send(Content(Compressed(coding, Body(coding)), coding))).Expect(HttpStatusCode.Created);

    [Fact]
    public async Task a_compressed_body_is_held_to_the_same_limit()
    {
        var answer = await Send(Content(Compressed("gzip", new byte[2_000_000]), "gzip"));
        answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "http/too-large");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task a_body_that_is_not_of_its_content_coding_is_refused(string coding)
    {
        var answer = await Send(Content(Body($"not-{coding}"), coding));
        answer.ExpectProblem(HttpStatusCode.BadRequest, "http/malformed");
    }

    [Fact]
    public async Task a_body_in_another_content_coding_is_refused_with_those_that_are_taken()
    {
        var answer = await Send(Content(Body("zstd"), "zstd"));
        answer.ExpectProblem(HttpStatusCode.UnsupportedMediaType, "http/unsupported-media-type");
        Assert.Equal("br, deflate, gzip", answer.Headers["Accept-Encoding"]);
    }

    [Theory]
    [InlineData("utf-8", HttpStatusCode.Created)]
    [InlineData("\"UTF-8\"", HttpStatusCode.Created)]
    [InlineData("iso-8859-1", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("utf-16", HttpStatusCode.UnsupportedMediaType)]
    public async Task a_body_is_in_UTF8(string charset, HttpStatusCode status)
    {
        var body = Content(Body($"charset-{charset.Trim('"').ToLowerInvariant()}-{charset.Length}"));
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
        var answer = (await Send(body)).Expect(status);
        if (status == HttpStatusCode.UnsupportedMediaType)
            Assert.Contains("UTF-8", (string)answer.Body["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FFFFFFFF")]
    [InlineData("FFFFFFFFFFFFFFFFFF")]
    [InlineData("nonsense")]
    public async Task a_body_in_chunks_that_have_no_size_is_refused(string size)
    {
        var token = await Token();
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Address.Host, server.Address.Port, Cancel);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/organisations HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {token}\r\n"
            + $"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\nabc"), Cancel);
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 400 ", await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("application/problem+json", await HeadersOf(reader), StringComparison.Ordinal);
    }

    private static async Task<string> HeadersOf(StreamReader reader)
    {
        var headers = new StringBuilder();
        while (await reader.ReadLineAsync(Cancel) is { Length: > 0 } line)
            headers.AppendLine(line);
        return headers.ToString();
    }

    private async Task<string> Token() => (string)(await server.Administrator.Post(
        "/v1/keys", new { label = "chunks", role = "organiser" })).Body["token"]!;

    private Task<Answer> Send(HttpContent content) =>
        server.Administrator.Send(HttpMethod.Post, "/v1/organisations", content);

    private static byte[] Body(string code) => JsonSerializer.SerializeToUtf8Bytes(
        new { name = new { en = $"Section {code}" }, kind = "section", code });

    private static ByteArrayContent Content(byte[] body, string? coding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        if (coding is not null)
            content.Headers.ContentEncoding.Add(coding);
        return content;
    }

    private static byte[] Compressed(string coding, byte[] body)
    {
        using var to = new MemoryStream();
        using (Stream compress = coding switch
        {
            "gzip" => new GZipStream(to, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(to, CompressionLevel.Fastest),
            _ => new BrotliStream(to, CompressionLevel.Fastest),
        })
            compress.Write(body);
        return to.ToArray();
    }
}
