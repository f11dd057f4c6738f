using StreamingDataCleaning.LoadGenerator;

var options = new GeneratorCommand();
options.Command.SetAction(async (parsed, stop) =>
{
    try
    {
        return await new Generator(options.Read(parsed), TimeProvider.System, Console.Out).RunAsync(stop);
    }
    catch (Exception error) when (error is FormatException or ArgumentException or TimeoutException or IOException)
    {
        await Console.Error.WriteLineAsync("load generator: " + error.Message);
        return 1;
    }
});
return await options.Command.Parse(args).InvokeAsync();
