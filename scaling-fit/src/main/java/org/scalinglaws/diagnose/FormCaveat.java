package org.scalinglaws.diagnose;

import java.util.Optional;
import org.scalinglaws.finding.Check;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.fit.Fit;

/** What the form of a law says of itself, whatever its numbers are. */
final class FormCaveat implements Check<Fit<?>> {
    @Override
    public Optional<Finding> inspect(Fit<?> fit) {
        return fit.law().caveats().stream().findFirst();
    }
}
