using Summit.Operations;

// As long as container engines wait before they kill; by default it is two seconds, shorter than a request may take.
return await Commands.All().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
