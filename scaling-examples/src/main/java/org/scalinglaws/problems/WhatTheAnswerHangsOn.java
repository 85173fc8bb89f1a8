package org.scalinglaws.problems;

import java.util.Locale;
import org.scalinglaws.isoflop.Audit;
import org.scalinglaws.isoflop.IsoFlop;
import org.scalinglaws.isoflop.Parabolas;
import org.scalinglaws.isoflop.Sweep;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.Id;

/**
 * Leave out each budget, each size and each run in turn, and try other objectives and estimators: how
 * far does what one would train at 1e22 FLOP move?
 */
public final class WhatTheAnswerHangsOn {
    private WhatTheAnswerHangsOn() {}

    public static void main(String[] args) {
        IsoFlop study = IsoFlop.of(Sweep.of(TheSweep.runs()), Parabolas.DEFAULT, TheSweep.fitter());
        Audit audit = Audit.of(study, TheSweep.TARGET);
        System.out.println("change      approach     N* becomes       a   furthest");
        for (Audit.Change change : Audit.Change.values()) {
            for (String approach : new String[] {"approach 2", "approach 3"}) {
                audit.furthest(change, approach).stream()
                        .limit(1)
                        .forEach(variant -> show(variant, variant.move(approach).orElseThrow()));
            }
        }
        System.out.printf(
                Locale.ROOT,
                """

                Approach 3 would train %s parameters. An answer that moves by more than its interval when a
                run or a choice of the analyst is changed should not be believed.
                """,
                Digits.three(audit.recommended().model().parameters()));
    }

    private static void show(Audit.Variant variant, Audit.Move move) {
        System.out.printf(
                Locale.ROOT,
                "%-11s %-12s %4.2f times %9.3f   %s%n",
                Id.of(variant.change()),
                move.approach(),
                move.factor(),
                move.exponent(),
                variant.name());
    }
}
