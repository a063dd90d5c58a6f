using System.Globalization;

namespace WriteOff.Domain.Remittances.X12;

/// <content>What each segment means for the envelope and the transaction.</content>
public sealed partial class RemittanceReader
{
    /// <summary>What a segment of a transaction is to the one who reads claims.</summary>
    private enum Step
    {
        /// <summary>Belongs to the transaction; a claim that is open stays open.</summary>
        None,

        /// <summary>A CLP segment.</summary>
        Claim,

        /// <summary>Belongs to the open claim.</summary>
        Detail,

        /// <summary>LX: the next claims belong to another group; no claim is open.</summary>
        Loop,

        /// <summary>PLB; no claim is open.</summary>
        ProviderAdjustment,

        /// <summary>The transaction is over.</summary>
        End,
    }

    private bool NextSegment()
    {
        if (_isPending)
        {
            _isPending = false;
            return true;
        }
        if (_segments.Read()) return true;
        if (Refusal is null && _segments.Refusal is { } refusal) Refuse(refusal);
        return false;
    }

    /// <summary>Reads one segment of the open transaction and applies what it means to it.</summary>
    private Step Advance()
    {
        var open = _open!;
        var isCounted = _isPending;
        if (!NextSegment()) return EndTransaction(open);
        var name = _name = SegmentName.Of(_segments);
        // Most segments by far, and none of them means anything to the transaction.
        if (_isClaimOpen && name is SegmentName.Cas or SegmentName.Ref or SegmentName.Svc or SegmentName.Nm1 or SegmentName.Lq && !isCounted)
        {
            open.SegmentCount++;
            return Step.Detail;
        }
        return Judge(open, name, isCounted);
    }

    private Step Judge(RemittanceTransaction open, uint name, bool isCounted)
    {
        if (name is SegmentName.St or SegmentName.Ge or SegmentName.Iea || _segments.IsInterchangeStart)
        {
            _isPending = true;
            return EndTransaction(open);
        }
        if (!isCounted) open.SegmentCount++;
        switch (name)
        {
            case SegmentName.Clp:
                _isClaimOpen = true;
                return Step.Claim;
            case SegmentName.Se:
                open.TrailerCount = _segments.Text(1);
                open.TrailerControl = _segments.Text(2);
                return EndTransaction(open);
            case SegmentName.Lx:
                open.LoopCount++;
                _isClaimOpen = false;
                return Step.Loop;
            case SegmentName.Plb:
                AddProviderAdjustments(open);
                _isClaimOpen = false;
                return Step.ProviderAdjustment;
            case SegmentName.Gs:
                if (!_isReplay) BeginGroup();
                return Step.None;
            case SegmentName.Bpr or SegmentName.Trn or SegmentName.N1:
            case SegmentName.Dtm when open.ClaimCount == 0:
                return ReadHeader(open, name);
            default:
                return _isClaimOpen ? Step.Detail : Step.None;
        }
    }

    private Step ReadHeader(RemittanceTransaction open, uint name)
    {
        switch (name)
        {
            case SegmentName.Bpr:
                open.HasPaymentSegment = true;
                open.Handling = _segments.Text(1);
                open.PaymentText = _segments.Text(2);
                open.Payment = Amount.Read(_segments.Element(2));
                open.CreditOrDebit = _segments.Text(3);
                open.Method = _segments.Text(4);
                open.PaymentDate = _segments.Text(16);
                break;
            case SegmentName.Trn when open.TraceNumber.Length == 0:
                open.TraceNumber = _segments.Text(2);
                open.TraceOrigin = _segments.Text(3);
                break;
            case SegmentName.Dtm when _segments.Element(1).SequenceEqual("405"u8):
                open.ProductionDate = _segments.Text(2);
                break;
            case SegmentName.N1:
                ReadParty(open);
                break;
        }
        return Step.None;
    }

    private void ReadParty(RemittanceTransaction open)
    {
        var kind = _segments.Element(1);
        if (kind.SequenceEqual("PR"u8)) (open.PayerName, open.PayerId) = (_segments.Text(2), _segments.Text(4));
        else if (kind.SequenceEqual("PE"u8)) (open.PayeeName, open.PayeeId) = (_segments.Text(2), _segments.Text(4));
    }

    private void AddProviderAdjustments(RemittanceTransaction open)
    {
        var provider = _segments.Text(1);
        var date = _segments.Text(2);
        for (var i = 3; i < _segments.Count; i += 2)
        {
            var composite = _segments.Text(i);
            var amount = _segments.Element(i + 1);
            if (composite.Length == 0 && amount.IsEmpty) continue;
            var component = _segments.Delimiters.Component;
            var split = component == 0 ? -1 : composite.IndexOf((char)component, StringComparison.Ordinal);
            var read = Amount.Read(amount);
            if (!read.IsSound) open.Findings.Add(FindingWords.Amount(_segments.SegmentNumber, $"PLB{(i + 1).ToString("00", CultureInfo.InvariantCulture)}", read.State));
            open.Add(
                new ProviderAdjustment(provider, date, split < 0 ? composite : composite[..split], split < 0 ? "" : composite[(split + 1)..], Latin1.Text(amount), read),
                _segments.SegmentNumber);
        }
    }

    private Step EndTransaction(RemittanceTransaction open)
    {
        _open = null;
        _isClaimOpen = false;
        if (!_isReplay)
        {
            open.IsComplete = true;
            TransactionFindings.Add(open, _segments.SegmentNumber);
        }
        _isReplay = false;
        return Step.End;
    }
}
