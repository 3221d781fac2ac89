namespace Summit.Kernel;

/// <summary>What is said to a caller, in the three languages of the service.</summary>
/// <param name="En">In English.</param>
/// <param name="Fr">In French.</param>
/// <param name="Es">In Spanish.</param>
public record Sentence(string En, string Fr, string Es)
{
    /// <summary>The sentence in a language: English where there is no other.</summary>
    public string In(string language) => language switch { "fr" => Fr, "es" => Es, _ => En };

    /// <summary>From its three wordings.</summary>
    public static implicit operator Sentence((string En, string Fr, string Es) said) =>
        new(said.En, said.Fr, said.Es);
}

/// <summary>A check of a value that says by itself what it expects.</summary>
public interface ISaysExpected
{
    /// <summary>What would be taken.</summary>
    Sentence Expected { get; }
}
