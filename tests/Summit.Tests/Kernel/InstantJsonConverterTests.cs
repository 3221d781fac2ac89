using System.Text.Json;
using Summit.Kernel;

namespace Summit.Tests.Kernel;

public sealed class InstantJsonConverterTests
{
    [Theory]
    [InlineData("2019-11-13T09:00:00+02:00")]
    [InlineData("2019-11-13T07:00:00Z")]
    [InlineData("2019-11-13t07:00:00z")]
    [InlineData("2019-11-13T07:00:00.000000000Z")]
    [InlineData("2019-11-13T07:00:00.00000000000000000000Z")]
    [InlineData("2019-11-13T07:00:00-00:00")]
    public void a_moment_is_RFC_3339_with_its_offset(string text)
    {
        Assert.True(InstantJsonConverter.TryParse(text, out var moment));
        Assert.Equal(new DateTimeOffset(2019, 11, 13, 7, 0, 0, TimeSpan.Zero), moment.ToUniversalTime());
    }

    [Fact]
    public void a_finer_fraction_is_cut_to_tenths_of_a_microsecond()
    {
        Assert.True(InstantJsonConverter.TryParse("2019-11-13T07:00:00.123456789Z", out var moment));
        Assert.Equal("\"2019-11-13T07:00:00.1234567+00:00\"", JsonSerializer.Serialize(moment, Json.Options));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2019-11-13")]
    [InlineData("2019-11-13T09:00:00")]
    [InlineData("2019-11-13 09:00:00Z")]
    [InlineData("2019-11-13T09:00:00+0200")]
    [InlineData("2019-11-13T09:00:00+02")]
    [InlineData("2019-11-13T09:00:00.Z")]
    [InlineData("2019-11-13T09:00Z")]
    [InlineData("2019-11-31T09:00:00Z")]
    [InlineData("2019-11-13T25:00:00Z")]
    [InlineData("2019-11-13T09:00:00Z\n")]
    [InlineData("٢٠١٩-11-13T09:00:00Z")]
    public void what_is_no_moment_is_not_read(string? text) => Assert.False(InstantJsonConverter.TryParse(text, out _));
}
