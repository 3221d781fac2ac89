using System.Net;
using Summit.Forwarding;

namespace Summit.Tests.Forwarding;

public sealed class SsrfGuardTests
{
    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("198.20.0.1")]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c")]
    public void a_public_address_is_reached(string address) =>
        Assert.True(new SsrfGuard(allowPrivate: false).Lets(IPAddress.Parse(address)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456:789a::1")]
    public void a_private_address_is_reached_only_where_the_operator_allows_it(string address)
    {
        Assert.False(new SsrfGuard(allowPrivate: false).Lets(IPAddress.Parse(address)));
        Assert.True(new SsrfGuard(allowPrivate: true).Lets(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("169.254.169.254")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("192.88.99.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:93.184.215.14")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:2::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    public void a_special_address_is_never_reached(string address)
    {
        Assert.False(new SsrfGuard(allowPrivate: false).Lets(IPAddress.Parse(address)));
        Assert.False(new SsrfGuard(allowPrivate: true).Lets(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("http://receiver.example/hook")]
    [InlineData("ftp://receiver.example/hook")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@receiver.example/hook")]
    [InlineData("https://user@receiver.example/hook")]
    public void an_endpoint_without_https_or_with_a_password_is_refused(string address) =>
        Assert.NotNull(SsrfGuard.Objection(new Uri(address), allowPrivate: false));

    [Fact]
    public void http_is_allowed_only_where_the_operator_allows_private_addresses()
    {
        Assert.Null(SsrfGuard.Objection(new Uri("https://receiver.example/hook"), allowPrivate: false));
        Assert.Null(SsrfGuard.Objection(new Uri("http://receiver.example/hook"), allowPrivate: true));
        Assert.NotNull(SsrfGuard.Objection(new Uri("http://user:secret@receiver.example"), allowPrivate: true));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://2130706433:1/")]
    [InlineData("http://0177.0.0.1:1/")]
    [InlineData("http://0x7f.1:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://[::ffff:127.0.0.1]:1/")]
    [InlineData("http://localhost:1/")]
    public async Task a_private_address_is_refused_however_it_is_written(string address) =>
        Assert.IsType<OutwardRefusedException>(Root(await Refused(new SsrfGuard(allowPrivate: false), address)));

    [Fact]
    public async Task a_name_with_a_trailing_dot_is_resolved_and_checked() =>
        Assert.IsType<OutwardRefusedException>(Root(await Refused(Resolving("127.0.0.1"), "http://localhost.:1/")));

    [Fact]
    public async Task a_name_with_one_private_address_among_public_ones_is_refused() =>
        Assert.IsType<OutwardRefusedException>(
            Root(await Refused(Resolving("93.184.215.14", "10.0.0.1"), "http://mixed.example/")));

    [Fact]
    public async Task a_name_without_an_address_is_refused() =>
        Assert.IsType<OutwardRefusedException>(Root(await Refused(Resolving(), "http://nothing.example/")));

    [Fact]
    public async Task nothing_is_sent_where_a_name_cannot_be_resolved() =>
        Assert.Equal("resolver down", Root(await Refused(
            new SsrfGuard(false, (_, _) => throw new IOException("resolver down")), "http://any.example/")).Message);

    private static SsrfGuard Resolving(params string[] addresses) =>
        new(allowPrivate: false, (_, _) => Task.FromResult(addresses.Select(IPAddress.Parse).ToArray()));

    private static Exception Root(Exception failure) => failure.GetBaseException();

    private static async Task<Exception> Refused(SsrfGuard guard, string address)
    {
        using var http = new HttpMessageInvoker(guard.Handler());
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await Assert.ThrowsAsync<HttpRequestException>(
            () => http.SendAsync(request, TestContext.Current.CancellationToken));
    }
}
