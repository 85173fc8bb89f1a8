package org.scalinglaws.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Calls of each command as they are typed, for the end of its help. */
final class Examples {
    private static final Map<String, List<String>> ALL =
            Map.ofEntries(
                    Map.entry(
                            "fit",
                            List.of(
                                    "scaling fit runs.csv --budget 1e22 --plot",
                                    "scaling fit runs.csv --law coupled --at params=7B,tokens=2T",
                                    "scaling fit runs.csv --where dataset=c4 --bootstrap 1000 --json",
                                    "scaling fit runs.csv --save runs.fit.json")),
                    Map.entry(
                            "plan",
                            List.of(
                                    "scaling plan --law hoffmann-2022 --budget 1e22",
                                    "scaling plan --fit runs.csv --cluster 64xH100-SXM --days 14",
                                    "scaling plan --fit-file runs.fit.json --budget 1e22",
                                    "scaling plan --law besiroglu-2024 --target-loss 2.2"
                                            + " --served-tokens 1T")),
                    Map.entry(
                            "isoflop",
                            List.of(
                                    "scaling isoflop sweep.csv",
                                    "scaling isoflop sweep.csv --estimator robust --target 1e22")),
                    Map.entry("lab", List.of("scaling lab study --quick")),
                    Map.entry(
                            "lab-study",
                            List.of(
                                    "scaling lab-study book --out study --quick",
                                    "scaling lab-study book --out study --stage tuning")),
                    Map.entry(
                            "lab-text",
                            List.of(
                                    "scaling lab-text book.txt --out book --vocabulary 512",
                                    "scaling lab-text /usr/share/dictd/wn.dict.dz --out wn --shuffle 1")),
                    Map.entry(
                            "lab-transformer",
                            List.of(
                                    "scaling lab-transformer book --params 100K --tokens 2M --out runs.csv",
                                    "scaling lab-transformer wn --params 1M --counting non-embedding --tokens 5M")),
                    Map.entry(
                            "simulate",
                            List.of(
                                    "scaling simulate sweep.csv --budget 1e18 --budget 1e20 --noise 0.01")),
                    Map.entry(
                            "problems",
                            List.of("scaling problems", "scaling problems KnownFloor ServingCost")),
                    Map.entry(
                            "laws",
                            List.of(
                                    "scaling laws",
                                    "scaling laws hoffmann-2022",
                                    "scaling laws --families")),
                    Map.entry(
                            "findings",
                            List.of("scaling findings", "scaling findings outlier extrapolation")),
                    Map.entry(
                            "compare-scipy",
                            List.of(
                                    "scaling compare-scipy runs.csv --starts 200 --sizes 100,1000")),
                    Map.entry(
                            "cost",
                            List.of("scaling cost --params 7B --tokens 2T --cluster 256xH100-SXM")),
                    Map.entry(
                            "report",
                            List.of(
                                    "scaling report runs.csv",
                                    "scaling report runs.csv --budget 1e22 --out report.html")),
                    Map.entry(
                            "plot",
                            List.of(
                                    "scaling plot runs.csv",
                                    "scaling plot runs.csv --kind contours --budget 1e22 --out map.svg",
                                    "scaling plot runs.csv --kind groups --by optimizer --out off.png")),
                    Map.entry(
                            "forecast",
                            List.of(
                                    "scaling forecast runs.csv --at params=70B,tokens=1.4T",
                                    "scaling forecast runs.csv --at rows.csv --json",
                                    "scaling forecast runs.csv --budget 1e23 --state held-out --save f.json")),
                    Map.entry("select", List.of("scaling select runs.csv")),
                    Map.entry(
                            "watch",
                            List.of(
                                    "scaling watch curve.csv --once",
                                    "scaling watch curve.csv --until 20000 --idle 10m")),
                    Map.entry(
                            "curves",
                            List.of(
                                    "scaling curves checkpoints.csv --params 1B --steps 50000 --peak 3e-4")),
                    Map.entry(
                            "trend",
                            List.of(
                                    "scaling trend --doubling 2.3y --money 1e6 --years 10",
                                    "scaling trend --dated 2016=1e17 --dated 2020=4e17 --money 1e6")),
                    Map.entry("health", List.of("scaling health runs.csv")),
                    Map.entry(
                            "score",
                            List.of(
                                    "scaling score runs.csv --choices 4 --items 10042 --at params=7B,tokens=2T",
                                    "scaling score runs.csv --score arc,hellaswag --choices 4")),
                    Map.entry(
                            "compare",
                            List.of("scaling compare runs.csv --group optimizer --against adamw")),
                    Map.entry(
                            "confirm", List.of("scaling confirm forecast.json --against new.csv")),
                    Map.entry(
                            "calibrate",
                            List.of("scaling calibrate old.fit.json --runs new.csv --budget 1e22")),
                    Map.entry(
                            "next-runs",
                            List.of(
                                    "scaling next-runs runs.csv --runs 10 --total 1e22",
                                    "scaling next-runs runs.csv --of alpha --error 0.01")),
                    Map.entry(
                            "choose",
                            List.of(
                                    "scaling choose runs.csv --budget 1e23",
                                    "scaling choose runs.csv --at params=16B,tokens=104B --at params=4B,tokens=417B")),
                    Map.entry(
                            "sweep",
                            List.of(
                                    "scaling sweep --total 1e21 --cluster 64xH100 --price 2 --currency EUR",
                                    "scaling sweep --budget 1e19 --budget 1e20 --ratio 20 --save design.csv")),
                    Map.entry(
                            "shape",
                            List.of(
                                    "scaling shape 7B",
                                    "scaling shape 3B --like llama-3-8b --context 4096",
                                    "scaling shape llama-3-8b")),
                    Map.entry(
                            "tune",
                            List.of(
                                    "scaling tune --params 1B --tokens 100B",
                                    "scaling tune --shape llama-3-8b --tokens 1T --rule deepseek-2024",
                                    "scaling tune sweep.csv --params 7B --tokens 2T")),
                    Map.entry("units", List.of("scaling units")));

    private Examples() {}

    static List<String> of(String command) {
        return ALL.getOrDefault(command, List.of());
    }

    /** Puts the examples at the head of what each command prints under its options. */
    static void addTo(CommandLine program) {
        program.getSubcommands()
                .forEach(
                        (name, command) -> {
                            List<String> examples = of(name);
                            if (!examples.isEmpty()) {
                                UsageMessageSpec usage = command.getCommandSpec().usageMessage();
                                List<String> lines = new ArrayList<>(List.of("", "Examples:"));
                                examples.forEach(example -> lines.add("  " + example));
                                usage.footer(
                                        Stream.concat(lines.stream(), Stream.of(usage.footer()))
                                                .toArray(String[]::new));
                            }
                        });
    }
}
