using Actors.Operators.Hosting;
using Actors.Settings;

namespace Actors.Operators.Ledger;

/// <summary>Which file a ledger in SQLite is.</summary>
internal static class LedgerFile
{
    private const string Name = "ledger.db";
    private const string Product = "actors";

    /// <param name="options">What is set.</param>
    /// <param name="operator">Whose ledger; empty where no operator is named.</param>
    /// <exception cref="OperatorStartException">There is none.</exception>
    public static string Of(PersistenceOptions options, string @operator)
    {
        if (options.File.Length > 0) return options.File;
        if (@operator.Length == 0) throw new OperatorStartException("Whose ledger? Name the operator, or the file (akka.persistence.file)");
        return Default(@operator, Environment.GetEnvironmentVariable("XDG_STATE_HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
            ?? throw new OperatorStartException("There is no directory for the ledger: neither $XDG_STATE_HOME nor a home directory. Name a file (akka.persistence.file), or keep the ledger in PostgreSQL");
    }

    /// <summary>Where an operator's ledger is unless something else is said; null where there is no place for it.</summary>
    /// <param name="operator">Its name.</param>
    /// <param name="state">$XDG_STATE_HOME; a path that is not absolute does not count, as the XDG Base Directory Specification has it.</param>
    /// <param name="home">The user's directory; empty if there is none.</param>
    internal static string? Default(string @operator, string? state, string home)
    {
        var root = Path.IsPathFullyQualified(state ?? "") ? state! : home.Length > 0 ? Path.Combine(home, ".local", "state") : null;
        return root is null ? null : Path.Combine(root, Product, FolderOf(@operator), Name);
    }

    /// <summary>A name may be any text; a folder below another it must be.</summary>
    private static string FolderOf(string @operator)
    {
        var folder = string.Concat(@operator.Select(static one => Path.GetInvalidFileNameChars().Contains(one) || one is '/' or '\\' ? '_' : one));
        return folder is "." or ".." ? "_" : folder;
    }
}
