using System.Text;
using Summit.Forwarding;

namespace Summit.Tests.Forwarding;

public sealed class WebhookSignatureTests
{
    private const string Published = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Next = "whsec_YS1zZWNvbmQtc2VjcmV0LW9mLTI0LWJ5dGVz";

    [Fact]
    public void a_signature_equals_the_published_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", Sign(Published));

    [Fact]
    public void a_body_is_signed_with_both_secrets_while_one_replaces_the_other()
    {
        var both = Sign($"{Published} {Next}").Split(' ');
        Assert.Equal([Sign(Published), Sign(Next)], both);
        Assert.NotEqual(both[0], both[1]);
    }

    [Theory]
    [InlineData("v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,")]
    [InlineData("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "v1,")]
    [InlineData(Published + "," + Next, "separated by spaces")]
    [InlineData("WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "small letters")]
    [InlineData("\"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\"", "quotes")]
    [InlineData("'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'", "quotes")]
    [InlineData("a-raw-secret-of-at-least-24-bytes", "begins with whsec_")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "begins with whsec_")]
    [InlineData(Published + " too-short", "begins with whsec_")]
    [InlineData("whsec_this-is-no-base64-at-all-however-long-it-may-be", "base64")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMQ", "base64")]
    [InlineData("whsec_", "24 to 64 bytes")]
    [InlineData("whsec_c2hvcnQ=", "24 to 64 bytes")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "24 to 64 bytes")]
    public void a_secret_in_another_form_than_that_of_Standard_Webhooks_is_refused_with_the_reason(
        string secret, string reason)
    {
        var objection = WebhookSignature.Objection(secret);
        Assert.Contains(reason, objection, StringComparison.Ordinal);
        Assert.DoesNotContain("MfKQ9r8", objection, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => WebhookSignature.Secrets(secret).ToArray());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(Published, 1)]
    [InlineData(Published + "  " + Next + "\n", 2)]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", 1)]
    public void secrets_of_24_to_64_bytes_are_taken_whatever_white_space_stands_between_them(string secret, int count)
    {
        Assert.Null(WebhookSignature.Objection(secret));
        Assert.Equal(count, WebhookSignature.Secrets(secret).Count());
    }

    private static string Sign(string secrets) => WebhookSignature.Of(WebhookSignature.Secrets(secrets),
        "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Encoding.UTF8.GetBytes("""{"test": 2432232314}"""));
}
