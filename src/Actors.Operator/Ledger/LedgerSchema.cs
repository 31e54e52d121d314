using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Actors.Operators.Hosting;
using Dapper;

namespace Actors.Operators.Ledger;

/// <summary>Makes the tables, or brings them up to date, by scripts that are numbered from 1.</summary>
/// <param name="dialect">Of which database: the first part of the scripts' names.</param>
/// <param name="newest">The version this program knows: how many scripts there are.</param>
/// <param name="exists">Asks whether there is a table of versions: 1 or 0.</param>
/// <param name="takeLock">Has everybody else wait who wants to do the same; empty where the transaction does that.</param>
internal sealed class LedgerSchema(string dialect, int newest, string exists, string takeLock)
{
    /// <summary>The version this program knows.</summary>
    public int Newest => newest;

    /// <summary>Within a transaction, which the caller ends.</summary>
    /// <exception cref="OperatorStartException">The tables are of a program that is newer.</exception>
    public async Task MigrateAsync(DbConnection connection, DbTransaction transaction, string place)
    {
        if (takeLock.Length > 0) await connection.ExecuteAsync(takeLock, transaction: transaction).ConfigureAwait(false);
        var isThere = await connection.ExecuteScalarAsync<long>(exists, transaction: transaction).ConfigureAwait(false) > 0;
        var version = isThere ? await connection.ExecuteScalarAsync<int>("SELECT max(version) FROM actors_ledger_schema", transaction: transaction).ConfigureAwait(false) : 0;
        if (version > newest)
        {
            throw new OperatorStartException(
                $"The ledger in {place} is of version {version}, and this program knows version {newest} at most: run the newer program, or give this one a ledger of its own");
        }

        if (!isThere) await connection.ExecuteAsync("CREATE TABLE actors_ledger_schema (version integer NOT NULL)", transaction: transaction).ConfigureAwait(false);
        for (var next = version + 1; next <= newest; next++)
        {
            await connection.ExecuteAsync(Script(next), transaction: transaction).ConfigureAwait(false);
            await connection.ExecuteAsync("INSERT INTO actors_ledger_schema (version) VALUES (@next)", new { next }, transaction).ConfigureAwait(false);
        }
    }

    /// <summary>What makes a version of the one before.</summary>
    public string Script(int version)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{dialect}-{version}.sql");
        using var script = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The script {name} is not in the program"));
        return script.ReadToEnd();
    }
}
