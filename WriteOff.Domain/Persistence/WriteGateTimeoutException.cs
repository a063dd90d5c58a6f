using System.Data.Common;

namespace WriteOff.Domain.Persistence;

/// <summary>The write gate did not open in time: the database doesn't answer whoever is in front. Handled as any database that doesn't answer.</summary>
public sealed class WriteGateTimeoutException() : DbException("The write gate did not open in time.")
{
    public override bool IsTransient => true;
}
