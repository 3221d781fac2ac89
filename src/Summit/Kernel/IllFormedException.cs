using System.Text.Json;

namespace Summit.Kernel;

/// <summary>A value is not of the form its type asks for. The message is written for the caller.</summary>
public sealed class IllFormedException(string message) : JsonException(message);
