namespace Summit.Kernel;

/// <summary>What languages are called.</summary>
public static class LanguageNames
{
    private static readonly Dictionary<string, Sentence> Known = new()
    {
        ["en"] = ("English", "anglais", "inglés"),
        ["fr"] = ("French", "français", "francés"),
        ["es"] = ("Spanish", "espagnol", "español"),
        ["ar"] = ("Arabic", "arabe", "árabe"),
        ["pt"] = ("Portuguese", "portugais", "portugués"),
        ["ru"] = ("Russian", "russe", "ruso"),
        ["zh"] = ("Chinese", "chinois", "chino"),
    };

    /// <summary>The name of a language; null where only its tag is known.</summary>
    public static Sentence? Of(string tag) => Known.GetValueOrDefault(tag);
}
