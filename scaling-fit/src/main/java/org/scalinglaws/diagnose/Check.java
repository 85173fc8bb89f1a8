package org.scalinglaws.diagnose;

import java.util.Optional;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/** One reason not to believe a fit. Open: your own check is one lambda. */
@FunctionalInterface
public interface Check {
    /**
     * Looks at a fit.
     *
     * @param fit the fit
     * @return what a reader should know; empty when all is well
     */
    Optional<Finding> inspect(Fit<?> fit);
}
