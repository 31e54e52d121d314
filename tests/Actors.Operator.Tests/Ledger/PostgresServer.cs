using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Actors.Operators.Ledger.Tests;

/// <summary>
/// A real PostgreSQL server, from what is installed, in a directory of its own and on a port that is free. It ends with the process of the tests, however that ends.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const int StartsMax = 20;

    // Its standard input is a pipe of the tests': whatever ends them closes it.
    private const string Script =
        """
        "$0/postgres" -D "$1/data" -h 127.0.0.1 -p "$2" -c unix_socket_directories= -c max_connections=40 -c lc_messages=C $3 &
        server=$!
        cat > /dev/null
        kill -9 $server 2> /dev/null
        wait
        """;

    // A test kills the server and never the machine, so nothing has to be on the disk.
    private const string TestSettings = "-c fsync=off -c shared_buffers=16MB";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] SetprivPlaces = ["/usr/bin/setpriv", "/bin/setpriv"];
    private static readonly string? Binaries = FindBinaries();
    private static readonly string[]? AsAnybody = FindUser();

    private readonly string _folder = Directory.CreateTempSubdirectory("postgres").FullName;
    private Process? _process;
    private int _port;
    private int _databases;

    private readonly string _settings;

    private PostgresServer(string settings) => _settings = settings;

    /// <summary>Why no server can be started here; null if one can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() ? "a PostgreSQL server for tests is started on Linux only"
        : Binaries is null ? "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
        : AsAnybody is null ? "a PostgreSQL server does not run as root, and there is no setpriv to be somebody else"
        : null;

    /// <param name="settings">Of the server, as its command line takes them.</param>
    public static async Task<PostgresServer> StartAsync(string settings = TestSettings)
    {
        var server = new PostgresServer(settings);
        try
        {
            // For another user than this one, who makes the directory below that nobody else may read.
            if (OperatingSystem.IsLinux()) File.SetUnixFileMode(server._folder, (UnixFileMode)0b111_111_111);
            await server.RunAsync(Path.Combine(Binaries!, "initdb"), "-D", Path.Combine(server._folder, "data"), "-U", "tester", "-A", "trust", "--locale=C", "--encoding=UTF8", "--no-sync");
            await server.ResumeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty database, by how to connect to it.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(ConnectionTo("postgres"), $"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    public static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Ends the server as a loss of power would, with all its processes.</summary>
    public async Task KillAsync()
    {
        var server = int.Parse((await File.ReadAllLinesAsync(Path.Combine(_folder, "data", "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        foreach (var process in (int[])[server, .. ChildrenOf(server)])
        {
            try
            {
                Process.GetProcessById(process).Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // It has ended by itself.
            }
        }

        await StopAsync();
    }

    /// <summary>Starts it again, where it was.</summary>
    public async Task ResumeAsync()
    {
        var said = new List<string>();
        for (var tries = 0; tries < StartsMax; tries++)
        {
            // The port may be taken meanwhile; and of a server that was killed, a process may not be gone yet.
            if (_port == 0 || said.Exists(static line => line.Contains("Address already in use", StringComparison.Ordinal))) _port = FreePort();
            said.Clear();
            if (await TryStartAsync(said)) return;
            await StopAsync();
        }

        throw new InvalidOperationException($"PostgreSQL does not start: {string.Join('\n', said)}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionTo(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=tester;Database={database};Timeout=10;Pooling=true;SSL Mode=Disable");

    private async Task<bool> TryStartAsync(List<string> said)
    {
        _process = Start("/bin/sh", "-c", Script, Binaries!, _folder, _port.ToString(CultureInfo.InvariantCulture), _settings);
        while (await _process.StandardError.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            said.Add(line);
            if (line.Contains("ready to accept connections", StringComparison.Ordinal))
            {
                // Nobody reads what it says from here on, but it must be able to say it.
                _ = _process.StandardError.ReadToEndAsync();
                return true;
            }

            if (line.Contains("FATAL:", StringComparison.Ordinal) && !line.Contains("starting up", StringComparison.Ordinal)) return false;
        }

        return false;
    }

    private async Task StopAsync()
    {
        if (_process is not { } process) return;
        _process = null;
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        process.Dispose();
    }

    private async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[0]} failed: {await output}{await errors}");
    }

    private Process Start(params string[] command)
    {
        string[] all = [.. AsAnybody!, .. command];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = _folder, Environment = { ["LC_ALL"] = "C" },
        };
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IEnumerable<int> ChildrenOf(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var process)) continue;
            var stat = "";
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }

            // 12 (name) S parent …
            var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 1 && fields[1] == parent.ToString(CultureInfo.InvariantCulture)) yield return process;
        }
    }

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(static one => double.TryParse(Path.GetFileName(one), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return installed.Select(static one => Path.Combine(one, "bin")).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(static folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));
    }

    /// <summary>What comes before a command so that it does not run as root; null if nothing does.</summary>
    private static string[]? FindUser()
    {
        if (Environment.UserName != "root") return [];
        var setpriv = SetprivPlaces.FirstOrDefault(File.Exists);
        var users = File.Exists("/etc/passwd") ? File.ReadAllLines("/etc/passwd").Select(static line => line.Split(':')).Where(static user => user.Length > 3) : [];
        var user = users.OrderBy(static user => user[0] == "postgres" ? 0 : 1).FirstOrDefault(static user => user[0] is "postgres" or "nobody");
        return setpriv is null || user is null ? null : [setpriv, $"--reuid={user[2]}", $"--regid={user[3]}", "--clear-groups", "--"];
    }
}
