package org.scalinglaws.law.numeric;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.scalinglaws.law.Expression;
import org.scalinglaws.law.ExpressionFamily;
import org.scalinglaws.law.LawFamily;
import org.scalinglaws.law.LossLaw;
import org.scalinglaws.law.Parameter;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Decimal;
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
        Supervised supervised,
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

    /**
     * Refuses a negative number, and a d1 or f1 of 0.
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
     */
    public DistillationLaw {
        requireNonNull(supervised, "supervised");
        Decimal.nonNegative("exponent c0", c0);
        Decimal.nonNegative("exponent c1", c1);
        Decimal.positive("ratio d1", d1);
        Decimal.positive("width f1", f1);
        Decimal.nonNegative("coefficient A'", a);
        Decimal.nonNegative("exponent alpha'", alpha);
        Decimal.nonNegative("coefficient B'", b);
        Decimal.nonNegative("exponent beta'", beta);
        Decimal.nonNegative("exponent gamma'", gamma);
    }

    /**
     * What a model reaches without a teacher.
     *
     * <pre>  Ls = E + (A / N^alpha + B / D^beta)^gamma</pre>
     *
     * @param e irreducible loss, nats per token
     * @param a scale of the model-size term
     * @param alpha exponent of model size
     * @param b scale of the data term
     * @param beta exponent of data
     * @param gamma exponent of both together
     * @see <a href="https://arxiv.org/abs/2502.08606">Busbridge et al. (2025)</a>
     */
    public record Supervised(
            double e, double a, double alpha, double b, double beta, double gamma) {
        /**
         * Refuses a negative number: loss would grow with scale.
         *
         * @param e irreducible loss, nats per token
         * @param a scale of the model-size term
         * @param alpha exponent of model size
         * @param b scale of the data term
         * @param beta exponent of data
         * @param gamma exponent of both together
         */
        public Supervised {
            Decimal.nonNegative("irreducible loss E", e);
            Decimal.nonNegative("coefficient A", a);
            Decimal.nonNegative("exponent alpha", alpha);
            Decimal.nonNegative("coefficient B", b);
            Decimal.nonNegative("exponent beta", beta);
            Decimal.nonNegative("exponent gamma", gamma);
        }

        /**
         * The loss of a model that learns alone.
         *
         * @param model N, positive
         * @param tokens D, positive
         * @return nats per token
         */
        public double loss(double model, double tokens) {
            Decimal.positive("model size", model);
            Decimal.positive("token count", tokens);
            double sum = a * Math.pow(model, -alpha) + b * Math.pow(tokens, -beta);
            return e + Math.pow(sum, gamma);
        }

        private Expression formula(Expression model, Expression tokens) {
            Expression sum = model.power(-alpha).times(a).plus(tokens.power(-beta).times(b));
            return sum.power(gamma).plus(e);
        }
    }

    /**
     * The laws of students whose loss without a teacher is known. Their parameters are c0, c1, d1, f1
     * and A', alpha', B', beta', gamma'.
     *
     * @param supervised the law of students without a teacher
     * @return the family {@code distillation}
     */
    public static LawFamily<DistillationLaw> family(Supervised supervised) {
        requireNonNull(supervised, "supervised");
        return ExpressionFamily.of(
                        "distillation",
                        List.of(Factor.PARAMETERS, Factor.TOKENS, TEACHER_LOSS),
                        parameters(),
                        (v, x) -> formula(supervised, v, x),
                        v ->
                                new DistillationLaw(
                                        supervised,
                                        v[0],
                                        v[1],
                                        v[2],
                                        v[3],
                                        v[4],
                                        v[5],
                                        v[6],
                                        v[7],
                                        v[8]),
                        DistillationLaw::values)
                .withDomain(TEACHER_LOSS, DistillationLaw::checked);
    }

    private static List<Parameter> parameters() {
        return List.of(
                Parameter.exponent("c0", "exponent of teacher_loss"),
                Parameter.exponent("c1", "further exponent above the change"),
                Parameter.positive("d1", "teacher_loss over the student's own at the change")
                        .within(0.1, 10),
                Parameter.positive("f1", "width of the change").within(0.01, 10),
                Parameter.positive("A'", "scale of the params term"),
                Parameter.exponent("alpha'", "exponent of params"),
                Parameter.positive("B'", "scale of the tokens term"),
                Parameter.exponent("beta'", "exponent of tokens"),
                Parameter.exponent("gamma'", "exponent of both terms"));
    }

    /** (1 + r^(1/f1))^(-c1 f1) = e^(-c1 f1 softplus(ln r / f1)), which does not overflow. */
    private static Expression formula(Supervised alone, Expression[] v, Expression[] x) {
        Expression ratio = x[2].over(alone.formula(x[0], x[1]).times(v[2]));
        Expression change = v[1].times(v[3]).times(ratio.log().over(v[3]).softplus()).negated();
        Expression student = v[4].over(x[0].power(v[5])).plus(v[6].over(x[1].power(v[7])));
        return x[2].plus(change.exp().over(x[2].power(v[0])).times(student.power(v[8])));
    }

    private double[] values() {
        return new double[] {c0, c1, d1, f1, a, alpha, b, beta, gamma};
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
}
