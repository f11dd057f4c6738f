using Dataflow.Pipelines;

namespace Samples;

/// <summary>The orders of a day, as they came.</summary>
[Record]
public readonly partial record struct Collected(string Day, long Orders);

/// <summary>How many of them can be used.</summary>
[Record]
public readonly partial record struct Quality(string Day, long Usable, double Share);

/// <summary>What was sold on a day.</summary>
[Record]
public readonly partial record struct Sales(string Day, long Orders, decimal Amount, string BestProduct);

/// <summary>The report of a day: a file in the folder of the reports.</summary>
[Record]
public readonly partial record struct Published(string Day, string File);
