using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Summit.Store;

/// <summary>Values as parameters, positional.</summary>
public static class SqlParameters
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The command with its parameters: null is NULL, strings are text, moments are in UTC.</summary>
    /// <exception cref="ArgumentException">A text contains an invalid character.</exception>
    public static NpgsqlCommand With(this NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        command.Parameters.AddAll(values);
        return command;
    }

    /// <summary>The same, of a batch.</summary>
    /// <exception cref="ArgumentException">A text contains an invalid character.</exception>
    public static NpgsqlBatchCommand With(this NpgsqlBatchCommand command, params ReadOnlySpan<object?> values)
    {
        command.Parameters.AddAll(values);
        return command;
    }

    /// <summary>
    /// A moment as PostgreSQL keeps it, to the microsecond: anything finer would be read back as another moment.
    /// </summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset moment) =>
        moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    private static void AddAll(this NpgsqlParameterCollection parameters, ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
            parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = Sendable(value) ?? DBNull.Value });
    }

    /// <summary>Wire names, with their type: none are NULL.</summary>
    internal static NpgsqlParameter Wires(string[]? wires) =>
        new() { Value = wires ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };

    /// <summary>A value as Npgsql takes it: PostgreSQL keeps moments in UTC, and no other offset is taken.</summary>
    /// <exception cref="ArgumentException">A text contains an invalid character (NUL or a lone surrogate).</exception>
    internal static object? Sendable(object? value)
    {
        if (value is string or string[])
            RequireText(value as string[] ?? [(string)value]);
        return value is DateTimeOffset moment ? moment.ToUniversalTime() : value;
    }

    /// <summary>Throws where PostgreSQL cannot keep a text; accepts null.</summary>
    /// <exception cref="ArgumentException">A text contains an invalid character (NUL or a lone surrogate).</exception>
    internal static void RequireText(params ReadOnlySpan<string?> texts)
    {
        // Npgsql would find out amid the sending, for all that share the batch, and then believe that the server has
        // prepared statements that never reached it.
        foreach (var text in texts)
        {
            Strict.GetByteCount(text ?? "");
            if (text?.Contains('\0') == true)
                throw new ArgumentException("The text contains NUL.", nameof(texts));
        }
    }
}
