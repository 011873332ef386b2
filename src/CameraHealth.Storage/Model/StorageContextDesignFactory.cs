using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CameraHealth.Storage.Model;

/// <summary>For <c>dotnet ef migrations add</c>; connects to nothing.</summary>
internal sealed class StorageContextDesignFactory : IDesignTimeDbContextFactory<StorageContext>
{
    public StorageContext CreateDbContext(string[] args) =>
        new(StorageContextOptions.Configure(new DbContextOptionsBuilder<StorageContext>(), "Host=/nowhere").Options);
}
