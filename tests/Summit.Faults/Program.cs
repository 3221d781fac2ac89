using Summit.Faults;
using Xunit.Runner.InProc.SystemConsole;

// With long options it is a run by hand; otherwise the test runner reads the arguments.
return args.Any(word => word.StartsWith("--", StringComparison.Ordinal))
    ? await Options.Command(async options => (await new Run(options, Told).Do()).Count).Parse(args).InvokeAsync()
    : await ConsoleRunner.Run(args);

static void Told(string line) => Console.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}");
