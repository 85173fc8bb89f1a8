package org.scalinglaws.law.families;

import static java.util.Objects.requireNonNull;
import static org.scalinglaws.law.families.NamedFamily.ofFactor;
import static org.scalinglaws.law.families.NamedFamily.ofFactors;
import static org.scalinglaws.law.families.NamedFamily.ofNumberAndFactor;
import static org.scalinglaws.law.families.NamedFamily.plain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.scalinglaws.law.AdditivePowerLaw;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.PowerLaw;
import org.scalinglaws.law.curve.AnnealingLaw;
import org.scalinglaws.law.curve.SizedAnnealingLaw;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.law.joint.FarseerLaw;
import org.scalinglaws.law.joint.KaplanLaw;
import org.scalinglaws.law.joint.KaplanStepsLaw;
import org.scalinglaws.law.joint.MultiplicativeLaw;
import org.scalinglaws.law.joint.OverTrainingLaw;
import org.scalinglaws.law.joint.PowerProductLaw;
import org.scalinglaws.law.limited.DataConstrainedLaw;
import org.scalinglaws.law.limited.QualityLaw;
import org.scalinglaws.law.limited.TransferLaw;
import org.scalinglaws.law.setup.DistillationLaw;
import org.scalinglaws.law.setup.OptimizerLaw;
import org.scalinglaws.law.setup.PrecisionLaw;
import org.scalinglaws.law.setup.QuantizationLaw;
import org.scalinglaws.law.setup.VocabularyLaw;
import org.scalinglaws.law.single.BrokenPowerLaw;
import org.scalinglaws.law.single.ExponentialLaw;
import org.scalinglaws.law.single.GrowingExponentialLaw;
import org.scalinglaws.law.single.OffsetPowerLaw;
import org.scalinglaws.law.single.SaturatingPowerLaw;
import org.scalinglaws.law.single.SaturatingRiseLaw;
import org.scalinglaws.law.single.ShiftedPowerLaw;
import org.scalinglaws.law.single.SigmoidLaw;
import org.scalinglaws.law.sparse.FineGrainedLaw;
import org.scalinglaws.law.sparse.JointExpertsLaw;
import org.scalinglaws.law.sparse.RoutedLaw;
import org.scalinglaws.law.sparse.SparsityLaw;
import org.scalinglaws.law.sparse.UnifiedSparsityLaw;
import org.scalinglaws.quantity.Require;
import org.scalinglaws.quantity.Spelling;
import org.scalinglaws.recipe.Factor;

/**
 * Every family of laws by its name: what a name means, and what it needs to know. Immutable.
 *
 * <p>The multi-power law is not here: it reads whole learning-rate schedules, which no name can say.
 *
 * <pre>
 *   LawFamily&lt;?&gt; family = LawFamilies.parse("additive:params,tokens");
 * </pre>
 */
public final class LawFamilies {
    /** The annealing of a row has its momentum in it: the law reads areas, and no schedule. */
    private static final double MOMENTUM_IN_THE_COLUMN = 0;

    /** The students of Busbridge et al. (2025) without a teacher. */
    private static final CoupledLaw ALONE = new CoupledLaw(1.220, 3355, 0.408, 18186, 0.431, 0.452);

    private static final String BREAKS = "BREAKS";

    /** A family of more breaks than this has no name. */
    private static final int MOST_BREAKS = 6;

    /** A family is one line here. */
    private static final List<NamedFamily> ALL =
            List.of(
                    plain("chinchilla", "E + A/params^alpha + B/tokens^beta", ChinchillaLaw.FAMILY),
                    ofFactor("power", "E + A/x^alpha", PowerLaw::family),
                    ofFactor("power-without-floor", "A/x^alpha", PowerLaw::familyWithoutFloor),
                    ofFactors("additive", "E + sum of A_x/x^alpha_x", AdditivePowerLaw::family),
                    ofFactors(
                            "additive-without-floor",
                            "sum of A_x/x^alpha_x",
                            AdditivePowerLaw::familyWithoutFloor),
                    ofFactors(
                            "multiplicative",
                            "E + A/product of x^alpha_x",
                            MultiplicativeLaw::family),
                    ofFactor("shifted-power", "beta (1/x + gamma)^c", ShiftedPowerLaw::family),
                    ofFactor(
                            "saturating-power",
                            "(L - E_inf)/(E_0 - L)^alpha = beta/x^c",
                            SaturatingPowerLaw::family),
                    ofNumberAndFactor(
                            "bnsl",
                            BREAKS,
                            "power law whose exponent changes at breaks, one unless said",
                            (breaks, factor) -> BrokenPowerLaw.family(factor, breaks)),
                    ofFactor("exponential", "E + A exp(-rate x)", ExponentialLaw::family),
                    ofFactor("offset-power", "E + A/(x + B)^alpha", OffsetPowerLaw::family),
                    ofFactor(
                            "offset-power-without-floor",
                            "A/(x + B)^alpha",
                            OffsetPowerLaw::familyWithoutFloor),
                    ofFactors(
                            "power-product",
                            "A product of x^b_x, of either sign: for what is no loss and may rise",
                            PowerProductLaw::family),
                    ofFactors(
                            "power-product-offset",
                            "E + A product of x^b_x, of either sign",
                            PowerProductLaw::familyWithOffset),
                    ofFactor(
                            "saturating-rise",
                            "ceiling - A/x^b: rises to a ceiling",
                            SaturatingRiseLaw::family),
                    ofFactor(
                            "growing-exponential",
                            "E + A exp(rate x): rises",
                            GrowingExponentialLaw::family),
                    ofFactor(
                            "sigmoid",
                            "floor + height/(1 + exp(-steepness (x/middle - 1))), also over a loss",
                            SigmoidLaw::family),
                    ofFactor(
                            "log-sigmoid",
                            "floor + height/(1 + (middle/x)^steepness), over decades",
                            SigmoidLaw::familyOverLog),
                    plain(
                            "coupled",
                            "E + (A/params^alpha + B/tokens^beta)^gamma",
                            CoupledLaw.FAMILY),
                    plain("kaplan", "((N_c/params)^(a_N/a_D) + D_c/tokens)^a_D", KaplanLaw.FAMILY),
                    plain(
                            "kaplan-steps",
                            "(N_c/params)^a_N + (S_c/min_steps)^a_S",
                            KaplanStepsLaw.FAMILY),
                    plain(
                            "over-training",
                            "E + (a M^eta + b/M^eta)/C^eta, M = tokens/params",
                            OverTrainingLaw.FAMILY),
                    plain(
                            "farseer",
                            "exponents and scale of the data term depend on params",
                            FarseerLaw.FAMILY),
                    plain(
                            "data-constrained",
                            "chinchilla for repeated data; reads unique_tokens",
                            DataConstrainedLaw.FAMILY),
                    ofFactors(
                            "quality",
                            "SOURCE",
                            "E + A/params^alpha + B/(sum of q_source source)^beta",
                            QualityLaw::family),
                    plain(
                            "transfer",
                            "kaplan for tuning; reads tuning_characters",
                            TransferLaw.FAMILY),
                    plain(
                            "routed",
                            "mixtures of experts; reads params and experts",
                            RoutedLaw.FAMILY),
                    plain(
                            "fine-grained",
                            "c + (g/granularity^gamma + a)/params^alpha + b/tokens^beta",
                            FineGrainedLaw.FAMILY),
                    plain(
                            "joint-experts",
                            "dense models and mixtures together; reads experts",
                            JointExpertsLaw.FAMILY),
                    plain(
                            "sparsity",
                            "total params of which a share is idle; reads sparsity",
                            SparsityLaw.FAMILY),
                    plain(
                            "unified-sparsity",
                            "active params and any kind of sparsity; reads sparsity",
                            UnifiedSparsityLaw.FAMILY),
                    plain(
                            "precision",
                            "chinchilla; reads weight_bits, activation_bits, kv_bits",
                            PrecisionLaw.FAMILY),
                    plain(
                            "quantization",
                            "C_T tokens^gamma_D/params^gamma_N exp(-post_bits/gamma_post)",
                            QuantizationLaw.FAMILY),
                    plain(
                            "vocabulary",
                            "reads non_vocab_params, vocab_params, tokens",
                            VocabularyLaw.FAMILY),
                    plain(
                            "distillation",
                            "reads teacher_loss; students alone: "
                                    + "1.220 + (3355/params^0.408 + 18186/tokens^0.431)^0.452",
                            DistillationLaw.family(ALONE)),
                    ofFactors(
                            "optimizer",
                            "OPTIMIZER",
                            "chinchilla with gains; each OPTIMIZER is a column of 1 and 0",
                            OptimizerLaw::family),
                    plain(
                            "annealing",
                            "L0 + A/lr_area^alpha - C lr_annealing",
                            AnnealingLaw.family(MOMENTUM_IN_THE_COLUMN)),
                    plain(
                            "sized-annealing",
                            "E + A/params^alpha + B/lr_area^beta - C lr_annealing",
                            SizedAnnealingLaw.family(MOMENTUM_IN_THE_COLUMN)));

    /** Other names that people know families by; in capitals or not. */
    private static final Map<String, String> ALIASES = aliases();

    private LawFamilies() {}

    private static Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        aliases.put("m1", "power-without-floor");
        aliases.put("m2", "power");
        aliases.put("m3", "shifted-power");
        aliases.put("m4", "saturating-power");
        aliases.put("broken-power", "bnsl");
        return Collections.unmodifiableMap(aliases);
    }

    /**
     * Every family, in the order to show them.
     *
     * @return the families
     */
    public static List<NamedFamily> all() {
        return ALL;
    }

    /**
     * Other names that people know families by, taken in capitals or not.
     *
     * @return the name of a family by each other name
     */
    public static Map<String, String> otherNames() {
        return ALIASES;
    }

    /**
     * The family of a name, such as {@code chinchilla}, {@code power:tokens} or {@code
     * additive:params,tokens,depth}.
     *
     * @param text a name, and behind a colon what the family needs to know
     * @return the family
     * @throws IllegalArgumentException when there is none, or it needs to know something else
     */
    public static LawFamily<?> parse(String text) {
        return parse(text, List.of());
    }

    /**
     * The family of a name whose last factors stand elsewhere.
     *
     * @param text a name, and behind a colon what the family needs to know
     * @param lastFactors the names of further factors
     * @return the family
     * @throws IllegalArgumentException when there is none, or it needs to know something else
     */
    public static LawFamily<?> parse(String text, List<String> lastFactors) {
        return parse(ALL, requireNonNull(text, "text"), Require.noNull("lastFactors", lastFactors));
    }

    /**
     * The name by which {@link #parse} gives a family.
     *
     * @param family any family
     * @return such as {@code additive:params,tokens}; nothing for a family of the user's own, and for one
     *     that holds what no name tells, such as learning-rate schedules
     */
    public static Optional<String> nameOf(LawFamily<?> family) {
        requireNonNull(family, "family");
        List<String> factors = family.factors().stream().map(Factor::name).toList();
        for (NamedFamily known : ALL) {
            boolean counted = known.pattern().startsWith(BREAKS);
            if (!counted && !known.name().equals(family.name())) {
                continue;
            }
            for (int from = 0; from <= factors.size(); from++) {
                String behind = String.join(",", factors.subList(from, factors.size()));
                for (int breaks = 1; breaks <= (counted ? MOST_BREAKS : 1); breaks++) {
                    String arguments = counted ? breaks + "," + behind : behind;
                    String name =
                            arguments.isEmpty() ? known.name() : known.name() + ":" + arguments;
                    if (parsed(name).filter(found -> isSame(found, family)).isPresent()) {
                        return Optional.of(name);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<LawFamily<?>> parsed(String name) {
        try {
            return Optional.of(parse(name));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    /** Two families that give equal laws: what they hold beside their numbers is equal too. */
    private static boolean isSame(LawFamily<?> one, LawFamily<?> other) {
        boolean alike =
                one.name().equals(other.name())
                        && one.factors().equals(other.factors())
                        && one.parameters().equals(other.parameters());
        double[] probe =
                one.parameters().stream()
                        .mapToDouble(p -> Math.max(p.lower(), Math.min(p.upper(), 0.5)))
                        .toArray();
        return alike && one.at(probe).equals(other.at(probe));
    }

    static LawFamily<?> parse(List<NamedFamily> table, String text, List<String> lastFactors) {
        int colon = text.indexOf(':');
        String asked = colon < 0 ? text : text.substring(0, colon);
        String name = ALIASES.getOrDefault(asked.toLowerCase(Locale.ROOT), asked);
        List<String> arguments = new ArrayList<>();
        if (colon >= 0) {
            for (String argument : text.substring(colon + 1).split(",", -1)) {
                arguments.add(argument.trim());
            }
        }
        arguments.addAll(lastFactors);

        for (NamedFamily family : table) {
            if (family.name().equals(name)) {
                return family.of(arguments);
            }
        }
        List<String> known = table.stream().map(NamedFamily::written).toList();
        throw new IllegalArgumentException(Spelling.unknown("law", text, known));
    }
}
