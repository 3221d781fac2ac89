using System.Text;

namespace Summit.Deliberation;

/// <summary>Writes the blocks of a Markdown document; what is handed to it is Markdown already.</summary>
internal sealed class MarkdownWriter
{
    private readonly StringBuilder text = new();
    private bool isQuoting;

    /// <summary>A paragraph or a heading.</summary>
    public void Block(string words)
    {
        Add("", words);
        Gap();
    }

    /// <summary>An item of a list, which a <see cref="Gap"/> ends.</summary>
    public void Item(string words) => Add("- ", words);

    /// <summary>Ends a paragraph or a list.</summary>
    public void Gap() => text.Append(isQuoting ? ">\n" : "\n");

    /// <summary>Quotes what is written from now on.</summary>
    public void BeginQuote() => isQuoting = true;

    /// <summary>Ends the quotation.</summary>
    public void EndQuote()
    {
        isQuoting = false;
        Gap();
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    // Further lines stay in the item: they are as far in as its first.
    private void Add(string mark, string words)
    {
        foreach (var (n, line) in words.Split('\n').Index())
        {
            if (line.Length == 0)
            {
                Gap();
                continue;
            }
            text.Append(isQuoting ? "> " : "").Append(n == 0 ? mark : new string(' ', mark.Length))
                .Append(line).Append('\n');
        }
    }
}
