using System.Diagnostics;

namespace Summit.Postgres;

/// <summary>
/// A long-running process of ours, started and waited for on one thread of its own. It must be that: the system tells
/// the child of its parent's death when the thread that started it ends, and a thread of the pool ends any time.
/// Being a direct child, it is also reaped by us, where nobody else would.
/// </summary>
internal sealed class ChildProcess
{
    private readonly Process process = new();
    private readonly ServerLog log;
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource ended = new();

    private ChildProcess(ProcessStartInfo start, ServerLog log)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        process.StartInfo = start;
        this.log = log;
    }

    public int Id { get; private set; }

    /// <summary>Completes with the exit code when the process has ended and its last words are in the log.</summary>
    public Task<int> Exited => exited.Task;

    /// <summary>Gives up what makes no sense without the process.</summary>
    public CancellationToken Ended => ended.Token;

    /// <exception cref="System.ComponentModel.Win32Exception">The executable cannot be run.</exception>
    public static async Task<ChildProcess> Start(ProcessStartInfo start, ServerLog log)
    {
        var child = new ChildProcess(start, log);
        new Thread(child.Run) { IsBackground = true, Name = "private PostgreSQL" }.Start();
        await child.started.Task;
        return child;
    }

    public void Signal(int signal)
    {
        if (process.HasExited) return;
        if (OperatingSystem.IsWindows()) process.Kill();
        else NativeMethods.Signal(Id, signal);
    }

    public async Task<bool> EndsWithin(TimeSpan bound) =>
        await Task.WhenAny(exited.Task, Task.Delay(bound)) == exited.Task;

    private void Run()
    {
        try
        {
            process.Start();
        }
        catch (Exception e)
        {
            started.SetException(e);
            return;
        }
        Id = process.Id;
        process.StandardInput.Close();
        var errors = Listen(process.StandardError.BaseStream);
        var output = Listen(process.StandardOutput.BaseStream);
        started.SetResult();
        process.WaitForExit();
        // Processes which a killed server leaves behind hold its output open: they are not waited for.
        errors.Join(TimeSpan.FromMilliseconds(250));
        output.Join(TimeSpan.FromMilliseconds(250));
        exited.SetResult(process.ExitCode);
        ended.Cancel();
    }

    // A thread each: an asynchronous read of a pipe may hold a thread of the pool for as long as the server runs.
    private Thread Listen(Stream stream)
    {
        var listener = new Thread(() => Copy(stream)) { IsBackground = true, Name = "private PostgreSQL's log" };
        listener.Start();
        return listener;
    }

    private void Copy(Stream stream)
    {
        var buffer = new byte[4096];
        try
        {
            while (stream.Read(buffer) is > 0 and var count) Write(buffer.AsSpan(0, count));
        }
        catch (IOException)
        {
            // The pipe broke with the process.
        }
    }

    // A log that cannot be written, on a full disk say, must not silence the server: it would block on its next word.
    private void Write(ReadOnlySpan<byte> said)
    {
        try
        {
            log.Append(said);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Nobody to tell: this is where it would have been told.
        }
    }
}
