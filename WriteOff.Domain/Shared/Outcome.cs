using System.Diagnostics.CodeAnalysis;

namespace WriteOff.Domain.Shared;

/// <summary>Why an act was not done: expected, named, and worded for the person who asked. Nothing was written.</summary>
/// <param name="Code">Stable name of the refusal (the member of the area's refusal enum), for tests, metrics and logs.</param>
/// <param name="Sentence">What is wrong, in one sentence.</param>
/// <param name="Step">What the person, or whom, can do to unblock it.</param>
/// <param name="Field">The input it is about, where there is one: <c>reason</c>, <c>amount</c>, <c>note</c>…</param>
public sealed record Refusal(string Code, string Sentence, string Step, string? Field = null)
{
    /// <summary>Sentence and step as one text.</summary>
    public override string ToString() => $"{Sentence} {Step}";
}

/// <summary>The answer of an act: what was done, or a <see cref="Refusal"/>. Exceptions are left for bugs and broken machines.</summary>
public readonly struct Outcome<T>
{
    private readonly T? _value;

    private Outcome(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>Null when the act was done.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when the act was done.</summary>
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsDone => Refusal is null;

    /// <summary>What was done.</summary>
    /// <exception cref="InvalidOperationException">The act was refused: look at <see cref="IsDone"/> first.</exception>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}. {Refusal}");

    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome<T>(Refusal refusal) => new(default, refusal);
}
