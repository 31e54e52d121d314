using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- --filter '*'        all of them, each beside its baseline
// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- idle-memory         bytes per idle actor, 1,000,000 of them
// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- api-server          the embedded API server over HTTP (watch, memory or workloads for a part)
// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- api-server writes   what its writes cost in processor time, by kind
// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- reconcile           from an event to a reconcile through the actors
// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- ledger              rows into SQLite and out of it (ledger postgresql for a server of its own, ledger "Host=…" for one there is)
// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- objects             the benchmarks of objects in processor time
// dotnet run -c Release --project benchmarks/Actors.Benchmarks -- inspection          what it costs to be looked at, and how long a look takes (cost, fleet, list or metrics for a part; fleet 10000 for fewer objects)
if (args is ["inspection", ..]) return await Actors.Benchmarks.Inspection.InspectionSpeed.RunAsync(args.ElementAtOrDefault(1), args.ElementAtOrDefault(2));
if (args is ["objects", ..]) return Actors.Benchmarks.Objects.ObjectCpuTime.Run();
if (args is ["reconcile", ..]) return await Actors.Benchmarks.Reconciling.ReconcileSpeed.RunAsync(args.ElementAtOrDefault(1));
if (args is ["ledger", .. var store]) return await Actors.Benchmarks.Ledger.LedgerSpeed.RunAsync(store);
if (args is ["api-server", "writes", .. var cases]) return await Actors.Benchmarks.ApiServer.WriteSpeed.RunAsync(cases);
if (args is ["api-server", "serve", .. var how]) return await Actors.Benchmarks.ApiServer.ApiServerSpeed.ServeAsync(simulatesWorkloads: how.Length > 0);
if (args is ["api-server", "workloads"]) return await Actors.Benchmarks.ApiServer.WorkloadSpeed.RunAsync();
if (args is ["api-server", .. var part]) return await Actors.Benchmarks.ApiServer.ApiServerSpeed.RunAsync(string.Concat(part));
if (args is ["idle-memory", ..]) return Actors.Benchmarks.Kernel.IdleMemory.Run();

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, DefaultConfig.Instance);
return 0;
