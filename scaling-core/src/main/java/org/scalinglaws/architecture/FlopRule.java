package org.scalinglaws.architecture;

import static java.util.Objects.requireNonNull;

import java.util.function.ToDoubleFunction;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Counting;
import org.scalinglaws.quantity.Tokens;

/**
 * What one token costs in floating-point operations. A multiplication and an addition are two
 * operations; the backward pass takes twice the forward pass. The sequence is as long as the
 * shape's context; {@link Transformer#withContext} takes another length.
 */
@FunctionalInterface
public interface FlopRule {
    /**
     * Two operations a weight forward, six in training, with every weight that a token visits.
     *
     * <pre>  forward = 2 N,  training = 6 N</pre>
     *
     * @return the rule with N the active count, which for a dense model is the total
     */
    static FlopRule sixN() {
        return sixN(Counting.ACTIVE);
    }

    /**
     * Two operations a weight forward, six in training. Experts that a token does not visit cost
     * nothing, so that {@code TOTAL} and {@code ACTIVE} are one rule.
     *
     * @param counting which weights are in N
     * @return the rule
     */
    static FlopRule sixN(Counting counting) {
        requireNonNull(counting, "counting");
        return new NamedRule("6N " + counting, model -> 2 * Costs.visited(model, counting));
    }

    /**
     * Kaplan's rule without vocabulary. N are the weights of the matrices of all layers: no biases,
     * no norms, no experts that the token does not visit.
     *
     * <pre>  forward = 2 N + 2 n_layer n_ctx d_attn</pre>
     *
     * @return the rule
     * @see <a href="https://arxiv.org/abs/2001.08361">Kaplan et al. (2020), table 1</a>
     */
    static FlopRule kaplan() {
        return new NamedRule("Kaplan 2020", Costs::kaplan);
    }

    /**
     * Hoffmann's sum in full, for s tokens in a sequence and h heads.
     *
     * <pre>
     *  embedding 2 V d
     *  each layer: queries, keys and values 2 d (q + 2 k), logits 2 s q, softmax 3 h s,
     *              reduction 2 s q, output projection 2 q d, dense block 4 d f
     *  last logits 2 V d
     * </pre>
     *
     * <p>In the paper q = k. A gated block costs 6 d f; experts count as often as a token visits
     * them, and a router costs 2 d E. The projection of relative positions is left out, as there.
     *
     * @return the rule
     * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), appendix F</a>
     */
    static FlopRule hoffmann() {
        return new NamedRule("Hoffmann 2022", Costs::hoffmann);
    }

    /**
     * Hoffmann's sum over the layers alone, without embedding and last logits. Their table A4 agrees
     * with this sum at 2048 tokens in a sequence, and not with the sum in full.
     *
     * @return the rule
     * @see <a href="https://arxiv.org/abs/2203.15556">Hoffmann et al. (2022), table A4</a>
     */
    static FlopRule hoffmannLayers() {
        return new NamedRule("Hoffmann 2022, layers only", Costs::hoffmannLayers);
    }

    /**
     * DeepSeek's operations without embeddings, M. They read layers, width and context only and
     * take every layer to have 12 d^2 weights.
     *
     * <pre>  training = 72 n_layer d^2 + 12 n_layer d l_seq</pre>
     *
     * @return the rule
     * @see <a href="https://arxiv.org/abs/2401.02954">DeepSeek-AI (2024), equation 2</a>
     */
    static FlopRule deepSeek() {
        return new NamedRule("DeepSeek 2024", Costs::deepSeek);
    }

    /**
     * The rule of today's trainers for the use that they make of their machines. N are all weights
     * that a token visits but those that it only looks up, L layers, H heads of size Q and T tokens of
     * context; every query attends to all T keys.
     *
     * <pre>  training = 6 N + 12 L H Q T</pre>
     *
     * <p>N is counted {@link Counting#WITHOUT_INPUT_EMBEDDING}: biases and norms are in it, positions
     * are not, and a tied vocabulary counts once, as the head.
     *
     * @return the rule
     * @see <a href="https://arxiv.org/abs/2204.02311">Chowdhery et al. (2022), appendix B</a>
     * @see <a href="https://github.com/pytorch/torchtitan">torchtitan, which counts so</a>
     */
    static FlopRule palm() {
        return new NamedRule("PaLM 2022", Costs::palm);
    }

    /**
     * The same rule with the weights of matrices alone: those of all layers and of the head, no biases
     * and no norms.
     *
     * <pre>  training = 6 N + 12 L H Q T</pre>
     *
     * @return the rule
     */
    static FlopRule matricesAndHead() {
        return new NamedRule("matrices and head", Costs::matricesAndHead);
    }

    /**
     * The cost of one token in a forward pass, which is that of inference.
     *
     * @param model the shape
     * @return floating-point operations a token
     */
    double forwardFlops(Transformer model);

    /**
     * The cost of one token in training.
     *
     * @param model the shape
     * @return floating-point operations a token: three forward passes unless the rule says otherwise
     */
    default double trainingFlops(Transformer model) {
        requireNonNull(model, "model");
        return 3 * forwardFlops(model);
    }

    /**
     * The same rule where training forgets all activations and runs the forward pass again: four
     * passes in place of three.
     *
     * @return the changed rule
     */
    default FlopRule withRecomputation() {
        return new Recomputing(this);
    }

    /**
     * The work of training.
     *
     * @param model the shape
     * @param tokens training tokens
     * @return operations a token times tokens
     */
    default Compute training(Transformer model, Tokens tokens) {
        requireNonNull(model, "model");
        requireNonNull(tokens, "tokens");
        return Compute.flops(trainingFlops(model) * tokens.count());
    }

    /**
     * The work of inference.
     *
     * @param model the shape
     * @param tokens tokens read and written
     * @return operations a token times tokens
     */
    default Compute inference(Transformer model, Tokens tokens) {
        requireNonNull(model, "model");
        requireNonNull(tokens, "tokens");
        return Compute.flops(forwardFlops(model) * tokens.count());
    }
}

/** A rule that says its name. */
record NamedRule(String name, ToDoubleFunction<Transformer> forward) implements FlopRule {
    @Override
    public double forwardFlops(Transformer model) {
        return forward.applyAsDouble(requireNonNull(model, "model"));
    }

    @Override
    public String toString() {
        return name;
    }
}

/** A rule whose training runs the forward pass once more. */
record Recomputing(FlopRule rule) implements FlopRule {
    @Override
    public double forwardFlops(Transformer model) {
        return rule.forwardFlops(model);
    }

    @Override
    public double trainingFlops(Transformer model) {
        return rule.trainingFlops(model) + rule.forwardFlops(model);
    }

    @Override
    public FlopRule withRecomputation() {
        return this;
    }

    @Override
    public String toString() {
        return rule + " with recomputation";
    }
}
