using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Summit.EventStore;
using Weasel.Core;
using ISerializer = Marten.ISerializer;

namespace Summit.CritterStack;

/// <summary>
/// Events in the JSON that the codec gives them, and read by their wire names alone. Marten's own serializer changes
/// names and converters of the options it is given: what one engine wrote, the other would read differently. And where
/// Marten does not know a wire name it goes by the type that stands beside it: an unknown event would pass as known.
/// </summary>
internal sealed class EventJson(EventCodec codec) : ISerializer
{
    // Marten selects an event's data first, and what stands beside it (its headers) later.
    private const int DataOfEvent = 0;

    private readonly JsonSerializerOptions options = codec.Json;

    public EnumStorage EnumStorage => EnumStorage.AsString;

    public Casing Casing => Casing.CamelCase;

    public ValueCasting ValueCasting => ValueCasting.Relaxed;

    public string ToJson(object? document) => JsonSerializer.Serialize(document, TypeOf(document), options);

    public string ToCleanJson(object? document) => ToJson(document);

    public string ToJsonWithTypes(object document) => ToJson(document);

    public void WriteTo(IBufferWriter<byte> writer, object? value)
    {
        using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = options.Encoder });
        JsonSerializer.Serialize(json, value, TypeOf(value), options);
    }

    public void WriteToCleanJson(IBufferWriter<byte> writer, object? value) => WriteTo(writer, value);

    public void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value) => WriteTo(writer, value);

    public void WriteToParameter(NpgsqlParameter parameter, object? value)
    {
        parameter.NpgsqlDbType = NpgsqlDbType.Jsonb;
        parameter.Value = value is null
            ? DBNull.Value
            : JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options);
    }

    public T FromJson<T>(Stream stream) => JsonSerializer.Deserialize<T>(stream, options)!;

    public object FromJson(Type type, Stream stream) => JsonSerializer.Deserialize(stream, type, options)!;

    public T FromJson<T>(DbDataReader reader, int index) => (T)FromJson(typeof(T), reader, index);

    /// <exception cref="InvalidOperationException">It is an event that cannot be read.</exception>
    public object FromJson(Type type, DbDataReader reader, int index)
    {
        var json = reader.GetFieldValue<byte[]>(index);
        if (index != DataOfEvent)
            return JsonSerializer.Deserialize(json, type, options)!;
        var wire = reader.GetString(reader.GetOrdinal("type"));
        var (happened, _) = codec.Read(wire, json);
        return type.IsInstanceOfType(happened)
            ? happened
            : throw new InvalidOperationException($"Marten takes a {wire} for a {type}.");
    }

    public async ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync<T>(stream, options, cancellationToken))!;

    public async ValueTask<object> FromJsonAsync(
        Type type, Stream stream, CancellationToken cancellationToken = default) =>
        (await JsonSerializer.DeserializeAsync(stream, type, options, cancellationToken))!;

    public ValueTask<T> FromJsonAsync<T>(
        DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        new(FromJson<T>(reader, index));

    public ValueTask<object> FromJsonAsync(
        Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default) =>
        new(FromJson(type, reader, index));

    private static Type TypeOf(object? value) => value?.GetType() ?? typeof(object);
}
