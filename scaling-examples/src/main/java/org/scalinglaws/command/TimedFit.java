package org.scalinglaws.command;

import java.util.function.Supplier;
import org.scalinglaws.data.Dataset;
import org.scalinglaws.fit.Fit;
import org.scalinglaws.fit.Fitter;
import org.scalinglaws.law.ChinchillaLaw;
import org.scalinglaws.uncertainty.Bootstrap;
import org.scalinglaws.uncertainty.Ensemble;

/** The fit and the bootstrap of this library with their times in seconds, cold and warm. */
record TimedFit(
        Fit<ChinchillaLaw> fit,
        Ensemble<ChinchillaLaw> ensemble,
        double coldFit,
        double warmFit,
        double coldBootstrap,
        double warmBootstrap,
        double threadedBootstrap,
        int threads) {
    private record Timed<T>(T result, double seconds) {
        static <T> Timed<T> of(Supplier<T> work) {
            long began = System.nanoTime();
            T result = work.get();
            return new Timed<>(result, 1e-9 * (System.nanoTime() - began));
        }
    }

    static TimedFit of(Dataset runs, int replicates, long seed, double warmUp) {
        Supplier<Fit<ChinchillaLaw>> fitting = () -> Fitter.of(ChinchillaLaw.FAMILY).fit(runs);
        Timed<Fit<ChinchillaLaw>> fit = Timed.of(fitting);
        Bootstrap bootstrap = Bootstrap.pairs(replicates, seed);
        Supplier<Ensemble<ChinchillaLaw>> alone = () -> bootstrap.withThreads(1).of(fit.result());
        Timed<Ensemble<ChinchillaLaw>> ensemble = Timed.of(alone);
        return new TimedFit(
                fit.result(),
                ensemble.result(),
                fit.seconds(),
                warm(fitting, warmUp),
                ensemble.seconds(),
                warm(alone, warmUp),
                warm(() -> bootstrap.of(fit.result()), warmUp),
                bootstrap.effort().threads());
    }

    private static double warm(Supplier<?> work, double warmUp) {
        return WarmTime.of(work::get, System::nanoTime, warmUp).seconds();
    }
}
