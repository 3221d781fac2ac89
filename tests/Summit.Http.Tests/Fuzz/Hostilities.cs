namespace Summit.Http.Tests.Fuzz;

/// <summary>What broke a service somewhere, by where it stands.</summary>
internal static class Hostilities
{
    private const int Deep = 3000;

    /// <summary>Texts, to be written as JSON or in an address.</summary>
    public static readonly string[] Texts =
    [
        "", " ", "\t", "a\0b", "\0", "\uFEFF", "\uFEFFtitle", "\u200B", "\u2060\u2800", "\u202Eevil\u202C", "\u2028",
        "line\r\nSet-Cookie: a=b", "\u0007", "\u001B[31m", "\u0085", "\uFFFE", "\uFFFD", "e\u0301", "ﬁ", "İ", "ı", "ß",
        "\u1E9B\u0323", "\U000E0041", "👩‍👩‍👧‍👦", "𝔸", "１２", "اَلْعَرَبِيَّةُ", "文字化け",
        $"Z{string.Concat(Enumerable.Repeat("\u0301", 1000))}",
        "'", "''; drop table x; --", "\"", "\\", "%", "%s%n", "_", "a & b | !c", ":*", "<->", "( )", "\\'", "a:*&",
        "<script>alert(1)</script>", "<!--", "]]>", "&#0;", "&lt;", "# a\n\n> b", "```", "| a |", "[x](javascript:1)",
        "=1+1", "@SUM(1)", "-1", "../../etc/passwd", "C:\\a", "a/b", ".", "..", "*", "null", "undefined", "NaN", "true",
        "{{host}}", "${jndi:ldap://a}", "$ref", "__proto__", "$type", "en", "EN", "en-", "x-", "i-klingon",
        "en-US-u-ca-buddhist", "zz-ZZ-zzzz", "und", "mul", "UTC+02", "Etc/GMT+14", "GMT", "europe/paris",
        "Europe/../UTC",
        "a@b c", "mailto:a@b", "http://[::1", "http://169.254.169.254/", "durban-2019", "-", "a--b", "0",
    ];

    /// <summary>JSON strings that no text can be written as.</summary>
    public static readonly string[] RawStrings =
    [
        """ "\ud800" """, """ "\udc00a" """, """ "a\ud83d" """, """ "\ud83d\ude00" """, """ "\u0000" """, """ "\x" """,
        "\"tab\tin it\"", "\"line\nin it\"", "'single'", "\"open", """ "\/" """, """ "\uFFFF" """, "nul", "NaN",
    ];

    public static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807",
        "9223372036854775808", "-9223372036854775808", "18446744073709551616", "1.0", "1.5", "1e2", "1E400", "-1e400",
        "1e-400", "0.1e1", "01", "+1", ".5", "5.", "0x10", "1_000", "١", "Infinity",
        new string('9', 400), $"1.{new string('0', 400)}1", "1e99999999999",
    ];

    public static readonly string[] Arrays =
    [
        "[]", "[null]", "[[]]", "[{}]", "[1,\"a\",null]", "[,]", "[1,]", "{}", "null",
        $"{new string('[', Deep)}{new string(']', Deep)}", new string('[', Deep),
    ];

    public static readonly string[] Objects =
    [
        "{}", "null", "[]", "\"text\"", "{\"en\":null}", "{\"en\":\"\"}", "{\"\":\"a\"}", "{\"en\":\"a\",\"en\":\"b\"}",
        "{\"en\":\"a\",\"EN\":\"b\"}", "{\"en\":\"a\\u0000b\"}", "{\"\\u0000\":\"a\"}", "{\"\\ud800\":\"a\"}",
        "{\"en\":{\"en\":\"a\"}}", "{\"en\":[\"a\"]}", "{\"__proto__\":{}}", "{\"$type\":\"System.Object\"}",
        "{\"$ref\":\"#\"}", "{\"xx-invalid-tag-that-is-long\":\"a\"}", "{\"en\":\"a\",}", "{a:1}", "{\"en\"}",
        $"{{{string.Join(',', Enumerable.Range(0, 200).Select(n => $"\"a{n}\":\"a\""))}}}",
        $"{string.Concat(Enumerable.Repeat("{\"a\":", Deep))}1{new string('}', Deep)}",
    ];

    public static readonly string[] Ids =
    [
        "", "0", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "{019a0000-0000-7000-8000-000000000001}", "019a0000000070008000000000000001",
        "019A0000-0000-7000-8000-000000000001", "019a0000-0000-7000-8000-00000000000g", "(019a)",
        "{0x019a0000,0x0000,0x7000,{0x80,0x00,0x00,0x00,0x00,0x00,0x00,0x01}}", " 019a0000-0000-7000-8000-000000000001",
    ];

    public static readonly string[] Moments =
    [
        "0001-01-01", "1899-12-31", "1900-01-01", "2199-12-31", "2200-01-01", "9999-12-31", "10000-01-01",
        "-0001-01-01",
        "2019-02-29", "2020-02-29", "2019-13-01", "2019-11-1", "2019-W46-1", "11/12/2019", "2019-11-12T10:00:00",
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "1900-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z",
        "9999-12-31T23:59:59-14:00", "2199-12-31T23:59:59.9999999-14:00", "2019-11-12T24:00:00Z",
        "2019-11-12T23:59:60Z",
        "2019-11-12t10:00:00z", "2019-11-12T10:00:00+99:99", "2019-11-12T10:00:00+14:01", "2019-11-12T10:00:00-00:00",
        "2019-11-12T10:00:00.12345678901234567890Z", "2019-11-12 10:00:00Z", "2019-11-12T10:00Z", "infinity",
        "-infinity", "now", "1573552800", "2019-11-12T10:00:00Z[Africa/Johannesburg]",
    ];

    /// <summary>Parts of an address as they are sent.</summary>
    public static readonly string[] AddressParts =
    [
        "%00", "%C3%28", "%ED%A0%80", "%EF%BB%BF", "%2F", "%2f..%2f", "%5C", "..%2F..", "%", "%zz", "%u0041", "+",
        "%2B",
        "a%0D%0Ab", "a;b=c", "%3F", "%23", "%25", "~", "%C0%AE", "%F4%90%80%80", "%e2%80%ae", "a%20", "%20a",
        "%C3%A9",
        "%09",
        "a,b", ",", "a,,b", "assembly,assembly", "ASSEMBLY", "0", "-1", "1.0", "999999999999", "null", "*", "$", "{id}",
    ];

    public static readonly string[] Cursors =
    [
        "", "a", "AAAA", "////", "eyJhIjoxfQ", "eyJhIjoxfQ==", "null", "%00", new string('A', 3000), "-_-_",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ];

    /// <summary>Entity tags.</summary>
    public static readonly string[] Tags =
    [
        "*", "\"1\"", "W/\"1\"", "\"\"", "\"", "1", "\"-1\"", "\"99999999999999999999\"", "\"0\"", "\"01\"", "w/\"1\"",
        "\"1\",\"2\"", "\"1\" \"2\"", ",", "*,\"1\"", "\"a\\\"b\"", "\"é\"", "\"1", "W/*", "\"2147483648\"",
        string.Join(',', Enumerable.Repeat("\"1\"", 1000)),
    ];

    /// <summary>Headers with what they may be sent with.</summary>
    public static readonly (string Name, string[] Values)[] Headers =
    [
        ("Accept", ["*/*;q=2", "text/html;q=", "*/*;q=0", "", "text", "/", "application/json;q=0.0001",
            "application/*;q=0.1, text/*", string.Join(',', Enumerable.Repeat("a/b", 500)), "*", "text/html;level=\"",
            "application/json;version=9", "\u00e9/\u00e9"]),
        ("Accept-Language", ["*", "*;q=0", "xx", "fr;q=2", "fr;q=-1", ";;;", "en-", new string('a', 3000),
        "es,fr;q=0.5",
            string.Join(',', Enumerable.Repeat("fr;q=0.1", 500)), "EN_us", "\u00e9"]),
        ("Accept-Encoding", ["gzip", "br;q=0", "*;q=0", "identity;q=0", "x", "gzip;q=a"]),
        ("Accept-Charset", ["utf-16", "*;q=0"]),
        ("If-Match", Tags),
        ("If-None-Match", Tags),
        ("If-Modified-Since", ["Tue, 12 Nov 2019 10:00:00 GMT", "yesterday", "0", "Fri, 31 Dec 9999 23:59:59 GMT"]),
        ("If-Unmodified-Since", ["Tue, 12 Nov 2019 10:00:00 GMT", "never"]),
        ("If-Range", ["\"1\""]),
        ("Range", ["bytes=0-1", "bytes=9-1", "bytes=-", "lines=1", "bytes=0-99999999999999999999"]),
        ("Idempotency-Key", ["", " ", "a", "\"a\"", new string('k', 255), new string('k', 256), new string('k', 4000),
            "clé", "a,b", "\t", "same"]),
        ("Summit-Position", ["0", "-1", "1", "9223372036854775807", "9223372036854775808", "a", "1.0", "", "1,2"]),
        ("Content-Encoding", ["gzip", "br", "deflate", "identity", "zstd", "gzip, gzip", "x", ""]),
        ("Content-Language", ["fr", "\"", "en, fr"]),
        ("Authorization", ["Bearer", "Bearer ", "Basic YTpi", "Bearer summit_x", "bearer a b", "Digest x", "é",
            "Bearer summit_00000000000000000000000000000000_x", "Bearer eyJhbGciOiJub25lIn0.e30."]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("X-Forwarded-For", ["1.2.3.4", "::1", "a", "1.2.3.4:99999, x"]),
        ("X-Forwarded-Host", ["evil.example", "a b", "[::1"]),
        ("X-Forwarded-Proto", ["https", "javascript"]),
        ("X-Forwarded-Prefix", ["/a", "//evil.example", "a"]),
        ("Forwarded", ["for=1.2.3.4;host=evil.example"]),
        ("Origin", ["https://a.example", "null", "é", "https://a.example https://b.example"]),
        ("Access-Control-Request-Method", ["GET", "x"]),
        ("traceparent", ["00-00000000000000000000000000000000-0000000000000000-00", "x",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"]),
        ("tracestate", ["a=b", new string(',', 500)]),
        ("baggage", ["a=b;c", new string('a', 3000)]),
        ("Expect", ["100-continue"]),
        ("Cookie", ["a=b", ";", "\""]),
        ("Prefer", ["return=minimal"]),
        ("User-Agent", ["", new string('u', 3000), "a\tb"]),
        ("Host", ["evil.example", "localhost:99", "[::1]"]),
    ];

    public static readonly string[] ContentTypes =
    [
        "", "application/json; charset=utf-8", "application/json; charset=utf-16", "application/json; charset=x",
        "application/json; charset=", "application/json;", "APPLICATION/JSON", "application/json, text/plain",
        "text/plain",
        "application/merge-patch+json", "application/problem+json", "application/x-www-form-urlencoded", "json", "*/*",
        "multipart/form-data; boundary=a", "application/xml", "application/json; charset=\"", "a/é",
    ];

    public static readonly string[] Methods = ["PUT", "PATCH", "DELETE", "POST", "OPTIONS", "TRACE", "FOO", "PROPFIND"];

    /// <summary>Paths that no operation has.</summary>
    public static readonly string[] Paths =
    [
        "/", "//", "/v1", "/v1/", "/v2/congresses", "/V1/CONGRESSES", "/v1/congresses/", "/v1//congresses",
        "/v1/nothing",
        "/openapi/v1.json", "/swagger", "/swagger/index.html", "/swagger/../v1/keys", "/favicon.ico", "/health", "/%00",
        "/v1/congresses%2Fscoped", "/v1/%63ongresses", "/%C3%A9", "/?a=b", "/v1/congresses?", "/v1/congresses?&&=&a",
        "/v1/congresses?limit", "/v1/congresses?limit=1&limit=2", "/v1/congresses?%00=1", "/v1/congresses?limit=%",
    ];
}
