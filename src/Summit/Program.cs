using Summit;

var app = Service.Build(args, Environment.GetEnvironmentVariable("ConnectionStrings__Summit")!);
await app.Migrate(CancellationToken.None);
await app.RunAsync();
