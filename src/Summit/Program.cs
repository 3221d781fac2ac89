using Summit.Operations;

return await Commands.All().Parse(args).InvokeAsync();
