package org.scalinglaws.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.scalinglaws.finding.CheckName;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.numeric.CentralDifferences;
import org.scalinglaws.quantity.Decimal;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;
import org.scalinglaws.resource.Resource;

/** What a law makes of a size and tokens, where there may be only so many distinct tokens. */
sealed interface Data {
    /** The law as it is without a pool or where it reads unique tokens itself. */
    static Data of(LossSurface surface, @Nullable DataPool pool) {
        return pool == null ? new Endless(surface) : Pooled.of(surface, pool);
    }

    double loss(double parameters, double tokens);

    /** The same but for rounding, and faster where the law has a closed form. */
    DoubleBinaryOperator quick();

    /** What is trained, with the distinct tokens that it sees where there are only so many. */
    Recipe recipe(double parameters, double tokens);

    /** How often tokens may be seen, as a limit on distinct tokens. */
    Optional<Limit> limit();

    /** What is above zero beyond the tokens seen at which the loss has a kink, and below it before. */
    List<BoundarySearch.Surface> turns();

    /** Whether there are any number of distinct tokens. */
    boolean isEndless();

    /** The same with so many times the distinct tokens. */
    Data times(double factor);

    /** The same with so many times the distinct tokens of one source. */
    Data more(String source, double factor);

    /**
     * What is used of each source, and what one more distinct token of it buys.
     *
     * @param more what one more distinct token buys by letting D grow
     * @param perNat what one nat is worth
     */
    List<Decision.Use> uses(double parameters, double tokens, double more, double perNat);

    /** What repetition is taken to be worth. */
    List<Finding> findings(double tokens);

    /** Any number of distinct tokens. */
    record Endless(LossSurface law) implements Data {
        @Override
        public double loss(double parameters, double tokens) {
            return law.loss(parameters, tokens);
        }

        @Override
        public DoubleBinaryOperator quick() {
            return law.quick();
        }

        @Override
        public Recipe recipe(double parameters, double tokens) {
            return law.recipe(parameters, tokens);
        }

        @Override
        public Optional<Limit> limit() {
            return Optional.empty();
        }

        @Override
        public List<BoundarySearch.Surface> turns() {
            return List.of();
        }

        @Override
        public boolean isEndless() {
            return true;
        }

        @Override
        public Data times(double factor) {
            return this;
        }

        @Override
        public Data more(String source, double factor) {
            return this;
        }

        @Override
        public List<Decision.Use> uses(
                double parameters, double tokens, double more, double perNat) {
            return List.of();
        }

        @Override
        public List<Finding> findings(double tokens) {
            return List.of();
        }
    }

    /** The law with the distinct tokens that it reads: all where none may come twice. */
    record AsRead(LossSurface law, DataPool pool) implements Reading {
        @Override
        public double loss(double parameters, double tokens) {
            double distinct = pool.mostEpochs() > 1 ? pool.worthOnce() : tokens;
            Recipe recipe = law.recipe(parameters, tokens);
            return law.law().loss(recipe.with(Factor.UNIQUE_TOKENS, distinct));
        }

        @Override
        public Mix mix(double parameters, double tokens) {
            return Mix.of(pool.stock(), tokens, 0);
        }
    }

    /**
     * The distinct tokens of a pool.
     *
     * @param own whether the law reads unique tokens itself
     * @param reader what the law makes of a pool; of its effective data and parameters where it reads
     *     no unique tokens
     * @param reading what it makes of this pool
     */
    record Pooled(
            LossSurface law,
            DataPool pool,
            boolean own,
            Function<DataPool, Reading> reader,
            Reading reading)
            implements Data {
        /** Rounding of the tokens seen of a source. */
        private static final double ALL = 1e-12;

        static Pooled of(LossSurface law, DataPool pool) {
            if (law.reads(Factor.UNIQUE_TOKENS)) {
                return of(law, pool, true, other -> new AsRead(law, other));
            }
            Repeated repeated = Repeated.of(law, pool);
            return of(law, pool, false, repeated::with);
        }

        private static Pooled of(
                LossSurface law, DataPool pool, boolean own, Function<DataPool, Reading> reader) {
            return new Pooled(law, pool, own, reader, reader.apply(pool));
        }

        private Pooled with(DataPool other) {
            return of(law, other, own, reader);
        }

        @Override
        public double loss(double parameters, double tokens) {
            return reading.loss(parameters, tokens);
        }

        @Override
        public DoubleBinaryOperator quick() {
            return reading::loss;
        }

        /** What is taken of each source. */
        Mix mix(double parameters, double tokens) {
            return reading.mix(parameters, tokens);
        }

        @Override
        public Recipe recipe(double parameters, double tokens) {
            return law.recipe(parameters, tokens)
                    .with(
                            Factor.UNIQUE_TOKENS,
                            Math.min(tokens, mix(parameters, tokens).uniqueSeen()));
        }

        /** The tokens seen over the most epochs are at most the distinct ones. */
        @Override
        public Optional<Limit> limit() {
            double each = 1 / pool.mostEpochs();
            return each > 0
                    ? Optional.of(
                            new Limit(
                                    new Resource(
                                            Decision.UNIQUE_TOKENS,
                                            "tokens",
                                            0,
                                            0,
                                            0,
                                            each,
                                            Optional.empty()),
                                    pool.unique()))
                    : Optional.empty();
        }

        @Override
        public List<BoundarySearch.Surface> turns() {
            if (own || pool.mostEpochs() == 1 || !(Mix.mostPremium(pool.stock()) > 0)) {
                return Mix.turns(pool.stock()).stream().map(Math::log).map(Pooled::beyond).toList();
            }
            List<BoundarySearch.Surface> turns = new ArrayList<>();
            for (int k = 0; k < pool.sources().size(); k++) {
                turns.addAll(turns(k));
            }
            return turns;
        }

        private static BoundarySearch.Surface beyond(double turn) {
            return (logSize, logTokens) -> logTokens - turn;
        }

        /** Where a source comes in, is all seen, is first repeated or leaves, which hangs on the size. */
        private List<BoundarySearch.Surface> turns(int source) {
            double unique = pool.sources().get(source).unique().count();
            double most = Math.min(Double.MAX_VALUE, unique * pool.mostEpochs());
            List<BoundarySearch.Surface> turns = new ArrayList<>();
            for (double turn :
                    List.of(0.0, unique * (1 - ALL), unique * (1 + ALL), most * (1 - ALL))) {
                turns.add(
                        (logSize, logTokens) ->
                                mix(Math.exp(logSize), Math.exp(logTokens)).seen(source) > turn
                                        ? 1
                                        : -1);
            }
            return turns;
        }

        @Override
        public boolean isEndless() {
            return false;
        }

        @Override
        public Data times(double factor) {
            DataPool larger = pool;
            for (DataPool.Source source : pool.sources()) {
                double unique = factor * source.unique().count();
                larger = larger.with(source.name(), Tokens.of(unique));
            }
            return of(law, larger);
        }

        @Override
        public Data more(String source, double factor) {
            double unique =
                    pool.sources().stream()
                            .filter(one -> one.name().equals(source))
                            .mapToDouble(one -> one.unique().count())
                            .sum();
            return with(pool.with(source, Tokens.of(factor * unique)));
        }

        @Override
        public List<Decision.Use> uses(
                double parameters, double tokens, double more, double perNat) {
            Mix mix = mix(parameters, tokens);
            List<Decision.Use> uses = new ArrayList<>();

            // More of a source lets D grow where epochs are limited, and is worth more for itself.
            for (int k = 0; k < pool.sources().size(); k++) {
                DataPool.Source source = pool.sources().get(k);
                double unique = source.unique().count();
                double times = mix.epochs(k);
                boolean binding =
                        ShadowPrices.binds(times, 1) || ShadowPrices.binds(tokens, pool.most());
                double price = more + perNat * worth(source, parameters, tokens);
                uses.add(
                        new Decision.Use(
                                source.name(),
                                "tokens",
                                unique,
                                unique * Math.min(1, times),
                                binding,
                                binding ? price : 0));
            }
            return uses;
        }

        /** Nats that one more distinct token of a source buys with the same tokens seen. */
        private double worth(DataPool.Source source, double parameters, double tokens) {
            double unique = source.unique().count();
            double slope =
                    CentralDifferences.surestSlope(
                            x ->
                                    with(pool.with(source.name(), Tokens.of(Math.exp(x))))
                                            .loss(parameters, tokens),
                            Math.log(unique));
            return Math.max(0, -slope / unique);
        }

        @Override
        public List<Finding> findings(double tokens) {
            if (own || !(pool.mostEpochs() > 1)) {
                return List.of();
            }
            return List.of(
                    Finding.note(
                            CheckName.REPETITION,
                            String.format(
                                    "the law does not read unique tokens: repeated ones, and parameters"
                                            + " beyond the best size for them, are worth what %s, R_D %s"
                                            + " and R_N %s",
                                    pool.isMeasured()
                                            ? "Muennighoff et al. (2023) measured"
                                            : "was given",
                                    Decimal.format(pool.rD()),
                                    Decimal.format(pool.rN()))));
        }
    }
}
