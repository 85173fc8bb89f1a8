package org.scalinglaws.command;

import java.util.Map;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.law.setup.PrecisionLaw;
import org.scalinglaws.law.setup.QuantizationLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.law.sparse.JointExpertsLaw;
import org.scalinglaws.law.sparse.RoutedLaw;
import org.scalinglaws.law.sparse.SparsityLaw;
import org.scalinglaws.law.sparse.UnifiedSparsityLaw;

/** The formulas of published laws, without their numbers. */
final class LawFormula {
    private static final Map<Class<? extends LossLaw>, LawFamily<?>> FAMILIES =
            Map.ofEntries(
                    Map.entry(ChinchillaLaw.class, ChinchillaLaw.FAMILY),
                    Map.entry(CoupledLaw.class, CoupledLaw.FAMILY),
                    Map.entry(DataConstrainedLaw.class, DataConstrainedLaw.FAMILY),
                    Map.entry(FarseerLaw.class, FarseerLaw.FAMILY),
                    Map.entry(FineGrainedLaw.class, FineGrainedLaw.FAMILY),
                    Map.entry(JointExpertsLaw.class, JointExpertsLaw.FAMILY),
                    Map.entry(KaplanLaw.class, KaplanLaw.FAMILY),
                    Map.entry(KaplanStepsLaw.class, KaplanStepsLaw.FAMILY),
                    Map.entry(OverTrainingLaw.class, OverTrainingLaw.FAMILY),
                    Map.entry(PrecisionLaw.class, PrecisionLaw.FAMILY),
                    Map.entry(QuantizationLaw.class, QuantizationLaw.FAMILY),
                    Map.entry(RoutedLaw.class, RoutedLaw.FAMILY),
                    Map.entry(SparsityLaw.class, SparsityLaw.FAMILY),
                    Map.entry(UnifiedSparsityLaw.class, UnifiedSparsityLaw.FAMILY),
                    Map.entry(VocabularyLaw.class, VocabularyLaw.FAMILY));

    private static final String OF_RATES =
            "loss = L0 + A / S^alpha - LD, S the sum of learning rates";
    private static final String LEFT = "loss = ";

    private LawFormula() {}

    /** What the loss is; of a law of learning rates its first terms. */
    static String of(LossLaw law) {
        if (law instanceof PowerLaw power) {
            String floor = power.e() == 0 ? "" : "E + ";
            return LEFT + floor + "A / " + power.factor().name() + "^alpha";
        }
        LawFamily<?> family = FAMILIES.get(law.getClass());
        return family == null ? OF_RATES : family.formula();
    }

    /** The right side alone, cut where it is long, for a table. */
    static String brief(LossLaw law, int most) {
        String whole = of(law);
        String text = whole.startsWith(LEFT) ? whole.substring(LEFT.length()) : whole;
        return text.length() <= most ? text : text.substring(0, most - 3).stripTrailing() + "...";
    }
}
