using Summit.Operations;

return await Commands.All(args).Parse(args).InvokeAsync();
