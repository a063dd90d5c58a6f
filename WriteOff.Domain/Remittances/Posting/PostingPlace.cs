using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>How far posting has come: for whoever looks on.</summary>
/// <param name="Claims">Claim payments of the file.</param>
/// <param name="Done">Of these, dealt with: posted, held, unmatched or for information.</param>
/// <param name="Posted">Posted.</param>
/// <param name="Denials">Denials made.</param>
/// <param name="Waiting">Held or unmatched: they wait for a person.</param>
public readonly record struct PostingProgress(long Claims, long Done, long Posted, long Denials, long Waiting);

/// <summary>Where reading stands in a transaction whose claim payments are posted in one act or in several, and how many go by before the next look at who waits.</summary>
internal sealed class PostingPlace(RemittanceReader reader, Func<bool> isWanted, Action<PostingProgress>? tell)
{
    private const int FirstStride = 125;

    /// <summary>Claim payments of one act when nobody waits: no remittance that an office gets has more; beyond it the log of one transaction would outgrow memory.</summary>
    public const int MostInOneAct = 100_000;

    private int _stride = FirstStride;
    private int _read = -1;

    /// <summary>Which claim payments stand in it twice; as far as it was read.</summary>
    public RepeatedClaims Repeated { get; private set; } = null!;

    /// <summary>Claim payments after which an act ends although nobody waits.</summary>
    public required int Most { get; init; }

    /// <summary>What is posted so far, for whoever looks on.</summary>
    public required PostingProgress Progress { get; set; }

    /// <summary>Goes to the first claim payment that isn't stored yet: at the beginning, and after an act that the database took back.</summary>
    public void GoTo(int stored)
    {
        if (_read == stored) return;
        reader.Rewind();
        Repeated = new RepeatedClaims(reader.Transaction!);
        for (_read = 0; _read < stored && reader.ReadClaim(); _read++) Repeated.IsRepeated(reader.Claim);
    }

    /// <summary>Nothing comes after what was read last.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next claim payments.</summary>
    public List<ClaimPayment> Next()
    {
        List<ClaimPayment> batch = [];
        while (batch.Count < _stride && reader.ReadClaim())
        {
            batch.Add(reader.Claim.Copy());
            _read++;
        }

        IsAtEnd = batch.Count < _stride;
        return batch;
    }

    /// <summary>Twice as many go by each time that nobody waits.</summary>
    public bool IsWanted()
    {
        var wanted = isWanted();
        _stride = wanted ? FirstStride : Math.Min(ClaimBatch.Size, _stride * 2);
        return wanted;
    }

    /// <summary>Tells what one more batch added.</summary>
    public void Tell(int done, int posted, int denials, int waiting)
    {
        Progress = Progress with { Done = Progress.Done + done, Posted = Progress.Posted + posted, Denials = Progress.Denials + denials, Waiting = Progress.Waiting + waiting };
        tell?.Invoke(Progress);
    }
}
