using static Actors.Ingest.Tests.Databases;

namespace Actors.Ingest.Tests;

/// <summary>Servers that answer at once and never well are asked again, but less and less often.</summary>
public sealed class HostileServerTests : ListWatchTestBase
{
    private static readonly RequestFailure Expired = new(410, "Expired", "too old");
    private ulong _version = 1000;

    public enum Server
    {
        RefusesConnections,
        HasForgottenAll,
        ForgetsEveryListAtOnce,
        ForgetsLaterPages,
        NamesEachPageAsItsNext,
        EndsWatchesAtOnce,
        EndsWatchesBehindABookmark,
        EndsWatchesBehindAnOldEvent,
        SendsErrorEvents,
        SendsWhatCannotBeRead,
        SendsEventsOutOfOrder,
        SendsWhatWasNeverAdded,
        EndsStreamingListsAtOnce,
        GoesBackWithEveryList,
    }

    public static TheoryData<Server> Servers => [.. Enum.GetValues<Server>()];

    [Theory]
    [MemberData(nameof(Servers))]
    public void It_is_not_asked_in_a_tight_loop(Server server)
    {
        var isStreaming = server is Server.EndsStreamingListsAtOnce or Server.SendsWhatWasNeverAdded;
        var machine = Begin(isStreaming ? Streaming : Options);
        Assert.InRange(CountRequests(machine, server, TimeSpan.FromMinutes(1)), 5, 21);
        Assert.InRange(CountRequests(machine, server, TimeSpan.FromMinutes(9)), 15, 60);
    }

    private int CountRequests(ListWatch machine, Server server, TimeSpan duration)
    {
        var (requests, end) = (0, Now + duration);
        while (Now < end && requests < 1000)
        {
            if (machine.Action is not WaitAction)
            {
                requests++;
                Answer(machine, server);
            }
            else
            {
                Now = machine.Deadline!.Value;
                machine.OnDeadline(Now);
            }
        }

        return requests;
    }

    private void Answer(ListWatch machine, Server server)
    {
        if (machine.Action is ListPageAction page) AnswerList(machine, server, page);
        else AnswerWatch(machine, server);
    }

    private void AnswerList(ListWatch machine, Server server, ListPageAction page)
    {
        switch (server)
        {
            case Server.RefusesConnections:
                machine.OnListFailed(new RequestFailure(0, "", "connection refused"), Now);
                break;
            case Server.HasForgottenAll:
            case Server.ForgetsLaterPages when page.Continue.Length > 0:
                machine.OnListFailed(Expired, Now);
                break;
            case Server.ForgetsLaterPages or Server.NamesEachPageAsItsNext:
                machine.OnPage(Page(_version, "next", Make("a", 1)), Now);
                break;
            case Server.GoesBackWithEveryList:
                machine.OnPage(List(_version -= 10, Make("a", 1)), Now);
                break;
            default:
                machine.OnPage(List(_version, Make("a", 1)), Now);
                break;
        }
    }

    private void AnswerWatch(ListWatch machine, Server server)
    {
        switch (server)
        {
            case Server.EndsWatchesBehindABookmark:
                machine.OnWatchEvent(Bookmark(++_version), Now);
                break;
            case Server.EndsWatchesBehindAnOldEvent:
                machine.OnWatchEvent(Modified(Make("a", 1)), Now);
                break;
            case Server.SendsErrorEvents:
                machine.OnWatchEvent(Error(500, "InternalError"), Now);
                return;
            case Server.SendsWhatCannotBeRead:
                machine.OnWatchFailed(new RequestFailure(0, RequestFailure.Unreadable, "a string"), Now);
                return;
            case Server.SendsEventsOutOfOrder:
                machine.OnWatchEvent(Added(Make("b", 5)), Now);
                return;
            case Server.SendsWhatWasNeverAdded:
                machine.OnWatchEvent(Modified(Make("c", 5)), Now);
                return;
            case Server.ForgetsEveryListAtOnce or Server.GoesBackWithEveryList:
                machine.OnWatchFailed(Expired, Now);
                return;
            case Server.RefusesConnections:
                machine.OnWatchFailed(new RequestFailure(0, "", "connection refused"), Now);
                return;
        }

        machine.OnWatchEnded(Now);
    }
}
