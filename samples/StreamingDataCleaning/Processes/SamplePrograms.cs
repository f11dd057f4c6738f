namespace StreamingDataCleaning.Processes;

/// <summary>The paths of the sample's programs.</summary>
public static class SamplePrograms
{
    private const string Sample = "samples/StreamingDataCleaning";

    /// <summary>The executable of a project of the sample, for the configuration and framework of this program.</summary>
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

        throw new SampleException($"'{tail}' does not exist. Build the sample first: ./build.sh demo and ./build.sh bench do it.");
    }
}
