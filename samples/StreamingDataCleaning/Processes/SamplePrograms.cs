namespace StreamingDataCleaning.Processes;

/// <summary>Where the programs of the sample stand.</summary>
public static class SamplePrograms
{
    private const string Sample = "samples/StreamingDataCleaning";

    /// <summary>The executable of a project of the sample, of the configuration and framework that this program was built for.</summary>
    /// <exception cref="SampleException">It was not built.</exception>
    public static string PathOf(string project, string program)
    {
        // Programs run from bin/CONFIGURATION/FRAMEWORK, somewhere below the repository.
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var tail = Path.Combine(Sample, project, "bin", framework.Parent!.Name, framework.Name, program);
        for (var folder = framework.Parent; folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, tail);
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new SampleException($"'{tail}' is not there. Build the sample first: ./build.sh demo and ./build.sh bench do it.");
    }
}
