using System.Security.Cryptography;
using System.Text;

namespace Summit.Pages;

/// <summary>The style of all pages, and the policy that lets a browser load it and nothing else.</summary>
public static class PageStyle
{
    /// <summary>The style sheet, which stands in each page.</summary>
    public static string Text { get; } = Read();

    /// <summary>The Content-Security-Policy of a page.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Hash()}'; img-src data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    private static string Hash() => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    private static string Read()
    {
        using var sheet = typeof(PageStyle).Assembly.GetManifestResourceStream("Summit/Pages/pages.css")!;
        using var reader = new StreamReader(sheet, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
