using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Monitoring.Probing.Contracts;

/// <summary>Which contract holds for a stream: a person's, else what the device tells of itself, as it was last told.</summary>
public sealed class ContractBook(IContractStore store, TimeProvider time)
{
    private readonly ConcurrentDictionary<(long Device, StreamRole Stream), Told> _told = new();

    /// <summary>The contract that holds; null: there is none.</summary>
    public RegisteredContract? Of(PollTarget target, StreamRole stream)
    {
        var told = _told.TryGetValue((target.Device.Id, stream), out var known) ? known.Terms : Registered(target, stream, ContractSource.Device)?.Terms;
        return Registered(target, stream, ContractSource.Person) ?? (told is null ? null : new RegisteredContract(stream, ContractSource.Device, told));
    }

    /// <summary>Takes in what the device tells now; null: nothing.</summary>
    public async Task TellAsync(PollTarget target, StreamRole stream, StreamContract? terms, CancellationToken cancellationToken)
    {
        var key = (target.Device.Id, stream);
        var last = _told.TryGetValue(key, out var known) ? known : new Told(Registered(target, stream, ContractSource.Device)?.Terms, IsKept: true);
        if (last.Terms == terms && last.IsKept)
        {
            return;
        }

        var isKept = await ShortWrite.TryAsync(token => store.KeepToldAsync(target.Device.Id, stream, terms, token), time, cancellationToken);
        _told[key] = new Told(terms, isKept);
    }

    private static RegisteredContract? Registered(PollTarget target, StreamRole stream, ContractSource source) =>
        target.Contracts?.FirstOrDefault(contract => contract.Stream == stream && contract.Source == source);

    private sealed record Told(StreamContract? Terms, bool IsKept);
}
