namespace Summit.Operations;

/// <summary>What the service prints about itself.</summary>
public static class JsonLogs
{
    /// <summary>
    /// Outside of Development each entry is a line of JSON, whatever is in it: a line end in what somebody sent would
    /// make two entries of one. Its scopes hold the trace's id, by which a caller's problem is found again.
    /// </summary>
    public static void AddJsonLogs(this WebApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() || builder.Configuration["Logging:Console:FormatterName"] is not null)
            return;
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }
}
