using System.Collections;
using System.Reflection;

namespace WriteOff.Tests.Domain.Attacks;

/// <summary>Every word that an answer holds, however deep.</summary>
internal static class ToldWords
{
    private const int Deepest = 8;

    /// <summary>Empty where it says nothing at all.</summary>
    public static string Of(object? answer)
    {
        List<string> words = [];
        Walk(answer, words, new HashSet<object>(ReferenceEqualityComparer.Instance), 0);
        return string.Join('\n', words);
    }

    private static void Walk(object? value, List<string> words, HashSet<object> seen, int depth)
    {
        if (value is null || depth > Deepest || (!value.GetType().IsValueType && !seen.Add(value))) return;
        if (value is string word) words.Add(word);
        else if (value is IEnumerable items and not byte[])
        {
            foreach (var item in items) Walk(item, words, seen, depth + 1);
        }
        else if ((value.GetType().Namespace ?? "").StartsWith("WriteOff", StringComparison.Ordinal) && !value.GetType().IsEnum)
        {
            foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)) Walk(Read(property, value), words, seen, depth + 1);
        }
        else words.Add(value.ToString()!);
    }

    /// <summary>What a refused outcome was about can't be read.</summary>
    private static object? Read(PropertyInfo property, object of)
    {
        try
        {
            return property.GetValue(of);
        }
        catch (TargetInvocationException)
        {
            return null;
        }
    }
}
