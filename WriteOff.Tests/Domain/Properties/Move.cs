using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Tenants;

namespace WriteOff.Tests.Domain.Properties;

/// <summary>What a move does. Several numbers may stand for one: weights.</summary>
public enum MoveKind
{
    WriteOffWhole,
    WriteOffPart,
    WriteOffSplit,
    Repeat,
    FileAppeal,
    Withdraw,
    Uphold,
    Overturn,
    Reopen,
    Approve,
    Reject,
    Cancel,
    StartWork,
    Assign,
    Note,
    Wait,
}

/// <summary>How the ask is spoilt.</summary>
public enum AskFault
{
    None,
    OldVersion,
    NewVersion,
    ForeignId,
    TooMuch,
    NoNote,
    WrongPerson,
}

/// <summary>One act in a random sequence.</summary>
public sealed record Move(MoveKind Kind, int Denial, int Amount, AskFault AskFault);

/// <summary>A tenant's gate and what is done to its denials.</summary>
public sealed record Story(GateMode Gate, IReadOnlyList<Move> Moves);

internal static class Stories
{
    /// <summary>Stories of up to so many acts; a failing one is shrunk by leaving acts out.</summary>
    public static Arbitrary<Story> UpTo(int acts)
    {
        var kind = Gen.Frequency((4, Gen.Constant(MoveKind.WriteOffWhole)), (6, Gen.Constant(MoveKind.WriteOffPart)), (3, Gen.Constant(MoveKind.WriteOffSplit)),
            (2, Gen.Constant(MoveKind.Repeat)), (6, Gen.Constant(MoveKind.Reopen)), (5, Gen.Constant(MoveKind.Approve)), (2, Gen.Constant(MoveKind.Reject)), (10, Gen.Elements(Enum.GetValues<MoveKind>())));
        var twist = Gen.Frequency((8, Gen.Constant(AskFault.None)), (2, Gen.Elements(Enum.GetValues<AskFault>())));
        var move = from k in kind from d in Gen.Choose(0, 3) from a in Gen.Choose(1, 12_000) from t in twist select new Move(k, d, a, t);
        var story = from gate in Gen.Elements(GateMode.Off, GateMode.AboveAmount, GateMode.AboveAmount, GateMode.Always)
                    from count in Gen.Choose(acts / 2, acts)
                    from moves in move.ArrayOf(count)
                    select new Story(gate, moves);
        return Arb.From(story, Shorter);
    }

    private static IEnumerable<Story> Shorter(Story story)
    {
        var moves = story.Moves;
        if (moves.Count > 1) yield return story with { Moves = [.. moves.Take(moves.Count / 2)] };
        if (moves.Count > 1) yield return story with { Moves = [.. moves.Skip(moves.Count / 2)] };
        for (var n = 0; n < moves.Count && moves.Count <= 20; n++) yield return story with { Moves = [.. moves.Take(n), .. moves.Skip(n + 1)] };
    }
}
