using System.Globalization;

namespace Summit.Bench;

/// <summary>
/// Time that processes spent on a core, from /proc: unlike time on the wall, it does not depend on who else is at work.
/// </summary>
internal static class Cpu
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds a process and its children have spent so far; 0 where /proc is missing.</summary>
    public static double Spent(int process)
    {
        if (!Directory.Exists("/proc/self"))
            return 0;
        var all = Directory.GetDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => int.TryParse(name, out _))
            .Select(Read)
            .OfType<(int Id, int Parent, double Own, double Children)>()
            .ToArray();
        var one = all.FirstOrDefault(known => known.Id == process);
        return one.Own + one.Children + all.Where(known => known.Parent == process).Sum(known => known.Own);
    }

    private static (int Id, int Parent, double Own, double Children)? Read(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            // The name before it may hold anything.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(process, CultureInfo.InvariantCulture),
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                Ticks(fields[11]) + Ticks(fields[12]), Ticks(fields[13]) + Ticks(fields[14]));
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    private static double Ticks(string field) => double.Parse(field, CultureInfo.InvariantCulture) / TicksPerSecond;
}
