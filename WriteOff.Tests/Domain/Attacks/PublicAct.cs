using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;

namespace WriteOff.Tests.Domain.Attacks;

/// <summary>A public method of the domain that takes an actor: everything that a page, a command or a forged message can call.</summary>
internal sealed record PublicAct(object Service, MethodInfo Method)
{
    public string Name => $"{Service.GetType().Name}.{Method.Name}";

    /// <summary>It answers with what was done, or with a refusal.</summary>
    public bool IsOutcome => Method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>)
        && task.GetGenericArguments()[0] is { } answer && (answer == typeof(Refusal) || (answer.IsGenericType && answer.GetGenericTypeDefinition() == typeof(Outcome<>)));

    /// <summary>It speaks of a row, or of a person.</summary>
    public bool TakesIds => Method.GetParameters().Skip(1).Any(p => AskMaker.HoldsIds(p.ParameterType, p.Name!));

    /// <summary>All of them, on the workbench's database, with the services that the product registers.</summary>
    public static IReadOnlyList<PublicAct> On(TestWorkbench workbench)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(workbench.Clock);
        services.AddWriteOffDomain(workbench.Options);
        var provider = services.BuildServiceProvider();
        return [.. typeof(Actor).Assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false }).OrderBy(t => t.FullName, StringComparer.Ordinal)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(IsAct).Select(m => (Type: t, Method: m)))
            .Where(a => !a.Method.IsGenericMethod)
            .Select(a => new PublicAct(provider.GetRequiredService(a.Type), a.Method))];
    }

    private static bool IsAct(MethodInfo method) => method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(Actor) && method.ReturnType != typeof(void) && method.ReturnType != typeof(bool);

    /// <summary>Calls it. An exception is told as such: nothing may break because somebody lies.</summary>
    public async Task<(Refusal? Refusal, string Told)> Try(Actor actor, AskMaker asks)
    {
        try
        {
            return await Call(actor, asks);
        }
        catch (InvalidOperationException refused) when (refused.Message.StartsWith("Refused: ", StringComparison.Ordinal))
        {
            return (new Refusal(refused.Message.Split([' ', '.'])[1], refused.Message, ""), "");
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            return (null, $"{Broke} {broken.GetBaseException()}");
        }
    }

    /// <summary>How an answer begins that is an exception.</summary>
    public const string Broke = "BROKE";

    private async Task<(Refusal? Refusal, string Told)> Call(Actor actor, AskMaker asks)
    {
        var arguments = Method.GetParameters().Skip(1).Select(p => asks.Make(p.ParameterType, p.Name!)).Prepend(actor).ToArray();
        var answer = await Await(Method.Invoke(Service, arguments)!);
        return answer switch
        {
            Refusal refusal => (refusal, ""),
            null => (null, ""),
            _ when answer.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Outcome<>) =>
                type.GetProperty(nameof(Outcome<>.Refusal))!.GetValue(answer) is Refusal refused ? (refused, "") : (null, Text(type.GetProperty(nameof(Outcome<>.Value))!.GetValue(answer))),
            _ => (null, Text(answer)),
        };
    }

    private static async Task<object?> Await(object answer)
    {
        if (answer is Task task)
        {
            await task;
            return task.GetType().GetProperty("Result")?.GetValue(task);
        }

        List<object?> rows = [];
        var stream = answer.GetType().GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));
        var walk = typeof(PublicAct).GetMethod(nameof(Walk), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(stream.GetGenericArguments());
        await (Task)walk.Invoke(null, [answer, rows])!;
        return rows;
    }

    private static async Task Walk<T>(IAsyncEnumerable<T> stream, List<object?> rows)
    {
        await foreach (var row in stream) rows.Add(row);
    }

    private static string Text(object? value) => ToldWords.Of(value);
}
