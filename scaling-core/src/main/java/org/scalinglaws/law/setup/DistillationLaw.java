package org.scalinglaws.law.setup;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.law.joint.CoupledLaw;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Digits;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

/**
 * The law of a student that learns from a teacher's outputs.
 *
 * <pre>
 *   L_S = L_T + L_T^-c0 (1 + (L_T / (Ls d1))^(1/f1))^(-c1 f1) (A / N^alpha + B / D^beta)^gamma</pre>
 *
 * <p>N is the student's parameters without embeddings, D its distillation tokens, L_T the teacher's
 * loss, and Ls what the student would reach alone, by a supervised law that is given and not fitted.
 * The paper marks A, alpha, B, beta and gamma of this law with a prime.
 *
 * @param supervised the law of students without a teacher
 * @param c0 exponent of the teacher's loss
 * @param c1 further exponent where the teacher is weaker than d1 times the student alone
 * @param d1 where the exponent changes: the teacher's loss over the student's own
 * @param f1 how gradual the change is, positive
 * @param a scale of the model-size term
 * @param alpha exponent of model size
 * @param b scale of the data term
 * @param beta exponent of data
 * @param gamma exponent of both together
 * @see <a href="https://arxiv.org/abs/2502.08606">Busbridge et al. (2025), equation 8</a>
 */
public record DistillationLaw(
        CoupledLaw supervised,
        double c0,
        double c1,
        double d1,
        double f1,
        double a,
        double alpha,
        double b,
        double beta,
        double gamma)
        implements LossLaw {
    /** The teacher's loss L_T, positive. */
    public static final Factor TEACHER_LOSS = new Factor("teacher_loss", "nats per token");

    private static final List<Parameter> PARAMETERS =
            List.of(
                    Parameter.exponent("c0", "exponent of teacher_loss"),
                    Parameter.exponent("c1", "further exponent above the change"),
                    Parameter.positive("d1", "teacher_loss over the student's own at the change")
                            .within(0.1, 10)
                            .called("ratio d1"),
                    Parameter.positive("f1", "width of the change")
                            .within(0.01, 10)
                            .called("width f1"),
                    Parameter.positive("A'", "scale of the params term"),
                    Parameter.exponent("alpha'", "exponent of params"),
                    Parameter.positive("B'", "scale of the tokens term"),
                    Parameter.exponent("beta'", "exponent of tokens"),
                    Parameter.exponent("gamma'", "exponent of both terms"));

    /** (1 + r^(1/f1))^(-c1 f1) = e^(-c1 f1 softplus(ln r / f1)), which does not overflow. */
    private static final String FORMULA =
            "teacher_loss + exp(-(c1 * f1 * softplus(log(r) / f1))) / teacher_loss^c0"
                    + " * (A' / params^alpha' + B' / tokens^beta')^gamma',"
                    + " r = teacher_loss / (alone * d1), alone = ";

    /** Refuses a negative number, and a d1 or f1 of 0. */
    public DistillationLaw {
        requireNonNull(supervised, "supervised");
        Parameter.check(PARAMETERS, c0, c1, d1, f1, a, alpha, b, beta, gamma);
    }

    /**
     * The laws of students whose loss without a teacher is known. Their parameters are c0, c1, d1, f1
     * and A', alpha', B', beta', gamma'.
     *
     * @param supervised the law of students without a teacher
     * @return the family {@code distillation}
     */
    public static LawFamily<DistillationLaw> family(CoupledLaw supervised) {
        requireNonNull(supervised, "supervised");
        return ExpressionFamily.of(
                        "distillation",
                        DistillationLaw.class,
                        List.of(Factor.PARAMETERS, Factor.TOKENS, TEACHER_LOSS),
                        PARAMETERS,
                        FORMULA + alone(supervised))
                .holding("supervised", supervised)
                .withDomain(TEACHER_LOSS, DistillationLaw::checked);
    }

    private static String alone(CoupledLaw supervised) {
        return String.format(
                "(params^(%s) * %s + tokens^(%s) * %s)^%s + %s",
                Decimal.format(-supervised.alpha()),
                Decimal.format(supervised.a()),
                Decimal.format(-supervised.beta()),
                Decimal.format(supervised.b()),
                Decimal.format(supervised.gamma()),
                Decimal.format(supervised.e()));
    }

    private static double checked(double teacher) {
        return Decimal.positive("teacher_loss", teacher);
    }

    @Override
    public double loss(Recipe recipe) {
        requireNonNull(recipe, "recipe");
        double model = recipe.value(Factor.PARAMETERS);
        double tokens = recipe.value(Factor.TOKENS);
        double teacher = checked(recipe.value(TEACHER_LOSS));
        double z = Math.log(teacher / (supervised.loss(model, tokens) * d1)) / f1;
        double softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        double student = a * Math.pow(model, -alpha) + b * Math.pow(tokens, -beta);
        return teacher
                + Math.pow(teacher, -c0) * Math.exp(-c1 * f1 * softplus) * Math.pow(student, gamma);
    }

    /**
     * What a distillation costs: the student's training, the teacher's outputs on the same tokens,
     * and a share of the teacher's own training.
     *
     * @param student N_S
     * @param distilled D_S
     * @param teacher N_T
     * @param taught D_T, the tokens that the teacher was trained on
     * @param share how much of the teacher's training counts: 0 for a teacher at hand, 1 for one
     *     trained for this student, 1/k for one shared by k students
     * @return 6 N_S D_S + 2 N_T D_S + share 6 N_T D_T
     * @see <a href="https://arxiv.org/abs/2502.08606">Busbridge et al. (2025), equation 9</a>
     */
    public static Compute cost(
            ModelSize student, Tokens distilled, ModelSize teacher, Tokens taught, double share) {
        requireNonNull(student, "student");
        requireNonNull(distilled, "distilled");
        requireNonNull(teacher, "teacher");
        requireNonNull(taught, "taught");
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "share of the teacher's training must lie between 0 and 1, got "
                            + Decimal.format(share));
        }
        double learning = 6 * student.parameters() * distilled.count();
        double teaching = 2 * teacher.parameters() * distilled.count();
        return new Compute(learning + teaching + share * 6 * teacher.parameters() * taught.count());
    }

    @Override
    public String toString() {
        return Digits.six(this);
    }
}
