using System.Globalization;
using System.Text;

namespace Dataflow.Pipelines.Generators.Tests.Triggers;

/// <summary>Cron expressions, valid and invalid.</summary>
internal static class CronCorpus
{
    private static readonly string[] Items =
    [
        // Bounds.
        "0", "1", "5", "6", "7", "8", "12", "13", "22", "23", "24", "28", "29", "30", "31", "32", "59", "60", "99", "00", "01", "07", "09", "000", "007", "100", "-1", "+1", "1.5", "1e1", "0x1", "٣", "５", "²",

        // Every value, steps.
        "*", "?", "**", "*?", "*/1", "*/2", "*/5", "*/7", "*/8", "*/12", "*/13", "*/23", "*/24", "*/31", "*/32", "*/59", "*/60", "*/61", "*/0", "*/00", "*/", "*/-1", "*/a", "*/*", "?/5", "/", "/5",
        "0/15", "1/2", "5/3", "7/1", "7/2", "6/7", "1/0", "1//2", "1/2/3", "05/05", "*/05", "*/005", "jan/2", "mon/2", "sun/3",

        // Ranges, including those that wrap around.
        "1-5", "0-7", "1-7", "0-0", "1-1", "5-5", "5-1", "6-2", "7-1", "7-0", "7-7", "7-1/1", "7-1/2", "7-3/2", "07-06/3", "7-wed/2", "7-sun/7", "6-1/2", "5-4/3", "4-3/7", "20-10", "22-6", "22-6/3", "23-1/2",
        "31-1", "30-2/2", "12-1", "11-2/2", "59-0", "50-10/7", "0-59", "0-23", "1-31", "1-12", "0-60", "1-", "-5", "-", "1--5", "1-5-7", "1-*", "*-5", "1-5/2", "1-5/0", "1-5/", "0-59/59", "3-1/31",

        // Lists.
        "1,2", "1,2,3", "2,1", "1,1", "1,3-5", "1,3-5/2", "1/2,5", "5,1/3", "6-2,4", "1,", ",1", ",", "1,,2", "1,2,", "1,*", "*,1", "*/2,1", "?,1", "1,?", "1;2", "1|2",

        // Names.
        "jan", "JAN", "Jan", "jAn", "feb", "dec", "DEC", "jan-mar", "nov-feb", "NOV-FEB/2", "jan,jun-aug", "january", "ja", "j", "jan1", "1jan", "mon", "MON", "Mon", "mOn", "sun", "SAT", "mon-fri", "MON-FRI",
        "fri-mon", "SAT-SUN", "sun-sat", "sat-sun/2", "fri-sun/2", "mon,wed,fri", "mon,3,5-fri", "monday", "mo", "mon-", "-mon", "jan-5", "5-dec", "mon-5", "5-sat", "may", "mar", "fru", "ſun", "ＭＯＮ", "mon mon",

        // Special days.
        "L", "l", "LW", "lw", "lW", "WL", "W", "w", "L-0", "L-3", "l-3", "L-30", "L-31", "L-", "L-a", "L-3W", "l-30w", "L-031", "L3", "L/2", "L,5", "5,L", "L-3,5", "LW-3", "LL", "LWW", "1W", "15W", "15w", "31W", "32W",
        "0W", "W15", "1,15W", "15W,1", "1-5W", "15W/2", "*W", "?W", "15WW", "15WL", "5L", "5l", "0L", "7L", "8L", "friL", "FRIl", "fri L", "1-5L", "1,5L", "5L,1", "5L/2", "*L", "5#1", "5#2", "5#5", "5#6", "5#0", "0#3",
        "7#3", "8#1", "mon#1", "MON#5", "#1", "5#", "5##1", "5#1#2", "5#-1", "5#1,2", "2,5#1", "5#01", "5#001", "1-5#2", "*#1", "5#L", "5L#1", "5#1L",

        // Other input.
        "H", "h", "H/5", "H(0-5)", "R", "C", "%", "!", "&", "@", "@daily", "a", "'", "\"", "\\", "\u00A0", "1\u00A0", "\u200B1", "\uFEFF1", "１", "é", "日", "\u2013", "1\u20132", "😀", "1\0", "\0", "\n", "1\n", "1\r", "\v",
    ];

    private static readonly string[] Expressions =
    [
        "", " ", "\t", "*", "* *", "* * *", "* * * *", "* * * * *", "* * * * * *", "* * * * * * *", " * * * * *", "* * * * * ", "\t*\t*\t*\t*\t*\t", "*  *  *  *  *", "*\t *\t *\t *\t *", "*****", "*,* * * *", "\n* * * * *",
        "* * * * *\n", "*\n* * * *", "*\r\n* * * *", "*\u00A0* * * *", "*\u2003* * * *", "* * * * *\0", "* * * * *\0 1", "* * * * \0", "0 0 0 * *", "0 0 1 0 *", "0 0 1 1 8", "0 * * * * *", "30 0 * * * *", "*/10 * * * * *",
        "59 59 23 31 12 *", "0 0 0 30 2 *", "0 0 0 29 2 ?", "*/15 0,30 9-17 * * mon-fri", "30 22-6 * * * *", "1-5,50 * * L-3 * *", "0 0 12 15W * *", "0 0 2 * * 5#2", "0 0 0 1-7 * MON#2", "60 * * * * *", "*/60 * * * * *",
        "L * * * * *", "jan * * * * *", " 0 0 0 * * * ", "? ? ? ? ? ?", "0\t0\t0\t1\t1\t*", "* * * * * *\0", "0 0 0 * * 7-3/2", "0 0 0 1 1 * 2026", "* * * * * 2026", "0 0 1 1 * 2026", "@startup", "@reboot", "@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually", "@every_minute", "@every_second", "@EVERY_SECOND", "@Daily", "@DAILY", "@dAiLy",
        " @daily", "@daily ", "\t@daily\t", "@ daily", "@", "@@daily", "@day", "@dailyy", "@daily@daily", "@daily *", "* @daily", "@daily * * * *", "@m", "@mo", "@mon", "@month", "@monthly1", "@mid", "@midnigh", "@every",
        "@every_", "@every_m", "@every_hour", "@every 5m", "@every_minute ", "@Every_Minute", "@Startup", "@yearly", "@year", "@annual", "@nnually", "@hourl", "@weekl", "@daıly", "@da\0ly", "@daily\0", "daily",
        "0 0 30 2 *", "0 0 31 2 *", "0 0 29 2 *", "0 0 31 4 *", "0 0 31 4,6,9,11 *", "0 0 31 2,4-6 *", "0 0 30,31 2 *", "0 0 30,31 2 MON", "0 0 30,31 2 ?", "0 0 30 2 1-5", "0 0 29 2 MON", "0 0 29 2 0-6", "0 0 29 feb sun#5",
        "0 0 29 2 5L", "0 0 ? 2 5#5", "0 0 * 2 5#5", "0 0 1-7 * MON", "0 0 1-7 * MON#1", "0 0 1-7 * MON#2", "0 0 8-14 * MON#2", "0 0 29-31 * MON#4", "0 0 1 * 1L", "0 0 22 * 1L", "0 0 21 * 1L", "0 0 25 2 1L", "0 0 22 2 1L",
        "0 0 L * *", "0 0 L 2 *", "0 0 L-28 2 *", "0 0 L-27 2 *", "0 0 L-29 2 *", "0 0 L-30 4 *", "0 0 L-30 1 *", "0 0 L-30 * *", "0 0 L * MON", "0 0 L * MON#1", "0 0 L * MON#5", "0 0 L * 5L", "0 0 LW * *", "0 0 LW 2 *",
        "0 0 LW * 5", "0 0 LW * SAT", "0 0 LW * SAT,SUN", "0 0 L-1W * *", "0 0 L-28W 2 *", "0 0 L-30W 2 *", "0 0 1W * *", "0 0 1W * MON", "0 0 1W * SAT", "0 0 15W * *", "0 0 15W * 0,6", "0 0 15W * 6-0", "0 0 29W 2 *", "0 0 30W 2 *",
        "0 0 31W * *", "0 0 31W 4 *", "0 0 31W 4 1", "0 0 15W * 1#3", "0 0 15W * 1#1", "0 0 15W * 1L", "0 0 13 * 5", "0 0 13 * FRI", "0 0 1,15 * FRI", "0 0 ? * FRI", "0 0 13 * ?", "? ? ? ? ?", "*/5 * * * *", "0 */2 * * *", "5/15 * * * *",
        "0 9-17 * * MON-FRI", "0 22-6 * * *", "30 4 1,15 * 5", "0 0 1 */3 *", "15 10 ? * 6L", "15 10 ? * 6#3", "0 2,4-6 1-15/2 jan-mar ?", "0 0 1 jan ? *", "0 2 * * 7", "0 2 * * 0,7", "0 2 * * 7,1", "0 2 * * 7-7", "0 2 * * */7",
        "0 2 * * 1/7", "0 2 * * 0-7/7", "0 2 * * 5-7", "0 2 * * 5-7/2", "0 2 * * fri-sun", "0 2 * nov-feb *", "0 2 25-5 * *", "59-1 23-0 31-1 12-1 6-0", "0-59/59 0-23/23 1-31/31 1-12/12 0-7/7", "0\t2 *\t* *", "0,30 * * * *",
        "0,30, * * * *", ",0 * * * *", "0,,30 * * * *", "0, 30 * * * *", "0 - 30 * * * *", "0 -30 * * *", "0- 30 * * *", "* / 5 * * *", "*/ 5 * * *", "00 00 01 01 00", "000 0 1 1 0", "0 0 001 1 0", "- - - - -", ", , , , ,", "/ / / / /",
        "a b c d e", "L L L L L", "W W W W W", "0 0 * * 1 #2", "0 0 * * 1# 2", "0 0 15 W * *", "H H * * *", "H * * * *", "* * H * *", "* * * * H", "0 0 * JAN MON", "0 0 * MON JAN", "JAN * * * *", "* MON * * *", "* * JAN * *",
    ];

    /// <summary>Expressions chosen by hand: complete ones, and each kind of item in each of the fields.</summary>
    public static IEnumerable<string> Chosen() =>
        Expressions.Concat(Items.SelectMany(static item => In(item, fields: 5).Concat(In(item, fields: 6))));

    // An item in each of the fields.
    private static IEnumerable<string> In(string item, int fields) =>
        Enumerable.Range(0, fields).Select(field => string.Join(' ', Enumerable.Range(0, fields).Select(i => i == field ? item : "*")));

    /// <summary>An expression of the grammar, of five or six fields, often with a few wrong characters.</summary>
    public static string Random(Random random)
    {
        var fields = random.Next(30) == 0 ? random.Next(9) : random.Next(5, 7);
        var text = new StringBuilder(random.Next(20) == 0 ? " " : "");
        for (var field = 0; field < fields; field++)
        {
            text.Append(field == 0 ? "" : random.Next(15) == 0 ? "\t " : " ").Append(Field(random, Math.Min(fields == 6 ? Math.Max(field - 1, 0) : field, 4)));
        }

        if (random.Next(60) == 0)
        {
            text.Clear().Append(Expressions[random.Next(Expressions.Length)]);
        }

        for (var edits = random.Next(4) == 0 ? random.Next(1, 4) : 0; edits > 0; edits--)
        {
            Mutate(random, text);
        }

        return text.ToString();
    }

    private static string Field(Random random, int field) =>
        random.Next(10) switch
        {
            < 2 => random.Next(5) == 0 ? "?" : "*",
            2 => string.Create(CultureInfo.InvariantCulture, $"*/{random.Next(1, 12)}"),
            3 when field is 2 or 4 => Special(random, field),
            4 => Items[random.Next(Items.Length)],
            _ => string.Join(',', Enumerable.Range(0, random.Next(8) == 0 ? random.Next(2, 5) : 1).Select(_ => Item(random, field))),
        };

    private static string Special(Random random, int field) =>
        (field, random.Next(5)) switch
        {
            (2, 0) => "L",
            (2, 1) => "LW",
            (2, 2) => string.Create(CultureInfo.InvariantCulture, $"L-{random.Next(31)}"),
            (2, 3) => string.Create(CultureInfo.InvariantCulture, $"L-{random.Next(31)}W"),
            (2, _) => Value(random, field) + "W",
            (_, < 2) => Value(random, field) + "L",
            _ => string.Create(CultureInfo.InvariantCulture, $"{Value(random, field)}#{random.Next(1, 6)}"),
        };

    private static string Item(Random random, int field)
    {
        var item = Value(random, field) + (random.Next(3) == 0 ? "-" + Value(random, field) : "");
        return random.Next(4) == 0 ? string.Create(CultureInfo.InvariantCulture, $"{item}/{random.Next(random.Next(8) == 0 ? 70 : 9)}") : item;
    }

    private static string Value(Random random, int field)
    {
        var (least, greatest) = new[] { (0, 59), (0, 23), (1, 31), (1, 12), (0, 7) }[field];
        var value = random.Next(40) == 0 ? random.Next(100) : random.Next(least, greatest + 1);
        if (field < 3 || random.Next(3) > 0)
        {
            return value.ToString(random.Next(12) == 0 ? "00" : "0", CultureInfo.InvariantCulture);
        }

        string[] names = field == 3
            ? ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            : ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
        var name = names[random.Next(names.Length)];
        return random.Next(3) switch { 0 => name, 1 => name.ToUpperInvariant(), _ => char.ToUpperInvariant(name[0]) + name[1..] };
    }

    private static void Mutate(Random random, StringBuilder text)
    {
        const string Alphabet = " \t0123456789*?/-,#LlWwHh@_abcdefghijnoprstuvy\u00A0\u0663\u017F\n\0;";
        var at = random.Next(text.Length + 1);
        switch (random.Next(3))
        {
            case 0:
                text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
                break;
            case 1 when at < text.Length:
                text.Remove(at, 1);
                break;
            case 2 when at < text.Length:
                text[at] = Alphabet[random.Next(Alphabet.Length)];
                break;
            default:
                break;
        }
    }
}
