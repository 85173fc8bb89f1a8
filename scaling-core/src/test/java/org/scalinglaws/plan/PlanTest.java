package org.scalinglaws.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scalinglaws.finding.Finding;
import org.scalinglaws.quantity.Compute;
import org.scalinglaws.quantity.Loss;
import org.scalinglaws.quantity.ModelSize;
import org.scalinglaws.quantity.Tokens;
import org.scalinglaws.recipe.Factor;
import org.scalinglaws.recipe.Recipe;

class PlanTest {
    private static final Recipe RECIPE =
            Recipe.of(ModelSize.billions(70), Tokens.trillions(1.4)).with(Factor.FLOPS, 5.76e23);

    private static Plan plan(Finding... findings) {
        return new Plan(RECIPE, Loss.nats(1.97), List.of(findings));
    }

    @Test
    void aPlanSpeaksOfItsRecipe() {
        assertThat(plan().model()).isEqualTo(ModelSize.billions(70));
        assertThat(plan().tokens()).isEqualTo(Tokens.trillions(1.4));
        assertThat(plan().compute()).isEqualTo(Compute.flops(5.76e23));
        assertThat(plan().tokensPerParameter()).isEqualTo(20);
    }

    @Test
    void textIsOneLineWithTheNumberOfFindings() {
        String text =
                "train 70B parameters on 1.4T tokens with 5.76e23 FLOP to a loss of 1.97 nats";
        Finding finding = Finding.note("check", "it is so");
        assertThat(plan()).hasToString(text);
        assertThat(plan(finding)).hasToString(text + " (1 finding)");
        assertThat(plan(finding, finding)).hasToString(text + " (2 findings)");
    }

    @Test
    void findingsAreCopied() {
        List<Finding> findings = new ArrayList<>();
        Plan plan = new Plan(RECIPE, Loss.nats(1.97), findings);
        findings.add(Finding.note("check", "it is so"));
        assertThat(plan.findings()).isEmpty();
    }
}
