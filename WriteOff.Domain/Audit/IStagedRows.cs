using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Audit;

/// <summary>Rows that an act stages as plain objects, past the mapper, and writes in bulk when it saves.</summary>
internal interface IStagedRows
{
    /// <summary>Takes a new row in; false: it isn't of a kind that is staged here.</summary>
    bool Take(ITenantOwned row);

    /// <summary>Raises the version of a row that was read here, at the next save; false: it wasn't.</summary>
    bool Touch(IVersioned row);

    /// <summary>Writes what is new and what changed, through <see cref="UnitOfWork.Insert"/> and <see cref="UnitOfWork.Update"/>.</summary>
    Task Write(UnitOfWork unit, CancellationToken cancellationToken);
}
