using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using Marten;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using ISerializer = Marten.ISerializer;

namespace Summit.CritterStack;

/// <summary>
/// Events in the JSON that the codec gives them. Marten's own serializer changes names and converters of the options it
/// is given: what one engine wrote, the other would read differently.
/// </summary>
internal sealed class EventJson(JsonSerializerOptions options) : ISerializer
{
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

    public T FromJson<T>(DbDataReader reader, int index) =>
        JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(index), options)!;

    public object FromJson(Type type, DbDataReader reader, int index) =>
        JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(index), type, options)!;

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
