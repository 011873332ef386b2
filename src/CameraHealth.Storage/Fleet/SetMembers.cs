using CameraHealth.Storage.Model;

namespace CameraHealth.Storage.Fleet;

/// <summary>The credential sets that an import names. It makes them, but their passwords come from elsewhere: an import cannot open what is sealed.</summary>
internal sealed class SetMembers(StorageContext context, RegisterSnapshot register)
{
    /// <summary>The set of a name, made when there is none.</summary>
    public CredentialSetEntity Put(string name)
    {
        if (!register.Sets.TryGetValue(name, out var set))
        {
            set = new CredentialSetEntity { Name = name };
            register.Sets.Add(name, set);
            context.CredentialSets.Add(set);
        }

        return set;
    }

    /// <summary>What is to be said of sets named by the rows whose devices do not all have their password.</summary>
    public IEnumerable<FormattableString> Missing(IReadOnlyList<FleetRow> rows) =>
        from set in rows.Select(row => row.CredentialSet).OfType<string>().Distinct(StringComparer.Ordinal).Select(name => register.Sets[name])
        let members = register.Devices.Values.Where(device => device.CredentialSet == set).ToList()
        let without = members.Count(device => !IsInStep(device.Credential, set))
        where without > 0
        select (FormattableString)$"credential set {set.Name}: {without} of its {members.Count} devices do not have its password; give it with 'credentials set {set.Name}'";

    /// <summary>Whether a device's stored credential is the set's.</summary>
    public static bool IsInStep(DeviceCredentialEntity? stored, CredentialSetEntity set) =>
        stored is not null && stored.ChangedAt == set.ChangedAt && string.Equals(stored.Account, set.Account, StringComparison.Ordinal);
}
