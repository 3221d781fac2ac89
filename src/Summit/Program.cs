using System.Globalization;
using Summit.Operations;

// Figures and names are written and ordered alike on every machine; its language is no reader's.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// As long as container engines wait before they kill; by default it is two seconds, shorter than a request may take.
return await Commands.All().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
